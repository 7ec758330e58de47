using Tutti.Quantities;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <summary>Computes what a real trace amounts to, over all of its samples.</summary>
/// <remarks>A sample that is not a number makes the results not-a-number.</remarks>
public static class TraceStatistics
{
    /// <summary>Computes the arithmetic mean.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The mean, in the unit of the trace.</returns>
    /// <exception cref="ArgumentException">The trace has no samples.</exception>
    public static Quantity Mean(this Trace<double> trace) => With(trace, MeanOf(ValuesOf(trace)));

    /// <summary>Computes the root of the mean square, with the mean included.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The root of the mean square, in the unit of the trace.</returns>
    /// <exception cref="ArgumentException">The trace has no samples.</exception>
    public static Quantity Rms(this Trace<double> trace)
    {
        ReadOnlySpan<double> values = ValuesOf(trace);
        return With(trace, double.Sqrt(TraceMath.SumOfSquares(values, 0) / values.Length));
    }

    /// <summary>Computes the standard deviation: the root of the mean square distance from the mean.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The deviation of these samples (divided by n, not by n - 1), in the unit in which samples of this trace differ.</returns>
    /// <exception cref="ArgumentException">The trace has no samples.</exception>
    public static Quantity StandardDeviation(this Trace<double> trace)
    {
        ReadOnlySpan<double> values = ValuesOf(trace);
        return new Quantity(double.Sqrt(TraceMath.SumOfSquares(values, MeanOf(values)) / values.Length), trace.Unit?.Difference);
    }

    /// <summary>Finds the smallest sample.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The sample.</returns>
    /// <exception cref="ArgumentException">The trace has no samples.</exception>
    public static Quantity Min(this Trace<double> trace) => With(trace, TraceMath.Extremes(ValuesOf(trace)).Min);

    /// <summary>Finds the largest sample.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The sample.</returns>
    /// <exception cref="ArgumentException">The trace has no samples.</exception>
    public static Quantity Max(this Trace<double> trace) => With(trace, TraceMath.Extremes(ValuesOf(trace)).Max);

    /// <summary>Computes the distance between the smallest and the largest sample.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The distance, in the unit in which samples of this trace differ (dB for dBm).</returns>
    /// <exception cref="ArgumentException">The trace has no samples.</exception>
    public static Quantity PeakToPeak(this Trace<double> trace)
    {
        (double min, double max) = TraceMath.Extremes(ValuesOf(trace));
        return new Quantity(max - min, trace.Unit?.Difference);
    }

    private static Quantity With(Trace<double> trace, double value) => new(value, trace.Unit);

    private static double MeanOf(ReadOnlySpan<double> values) => TraceMath.Sum(values) / values.Length;

    private static ReadOnlySpan<double> ValuesOf(Trace<double> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return trace.Count > 0
            ? trace.Values.Span
            : throw new ArgumentException($"A trace without samples has no statistics: {trace}.", nameof(trace));
    }
}
