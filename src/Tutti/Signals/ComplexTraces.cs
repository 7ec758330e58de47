using System.Numerics;
using Tutti.Quantities;

namespace Tutti.Signals;

/// <summary>Turns complex traces, such as transfer functions, into the real ones that are looked at.</summary>
public static class ComplexTraces
{
    private const double DegreesPerRadian = 180 / double.Pi;

    /// <summary>Computes the magnitude of every sample.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The magnitudes, in the unit of the trace.</returns>
    public static Trace<double> Magnitude(this Trace<Complex> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ReadOnlySpan<Complex> values = trace.Values.Span;
        var magnitudes = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            magnitudes[i] = Complex.Abs(values[i]);
        }

        return new Trace<double>(trace.Axis, magnitudes, trace.Unit, trace.Metadata);
    }

    /// <summary>Computes the magnitude of every sample on a logarithmic scale: 20 log10 of it.</summary>
    /// <param name="trace">A trace of plain numbers, such as a transfer function, or of voltages.</param>
    /// <returns>The magnitudes in dB; those of voltages in dBV. A sample of 0 gives negative infinity.</returns>
    /// <exception cref="UnitException">The trace has a unit that is neither a plain number nor a voltage.</exception>
    public static Trace<double> MagnitudeInDecibel(this Trace<Complex> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Unit unit = trace.Unit ?? Unit.One;
        bool isVoltage = unit.Dimension == Units.V.Dimension;
        double factor = new Quantity(1, unit).In(isVoltage ? Units.V : Unit.One);
        ReadOnlySpan<Complex> values = trace.Values.Span;
        var decibels = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            decibels[i] = 20 * double.Log10(Complex.Abs(values[i]) * factor);
        }

        return new Trace<double>(trace.Axis, decibels, isVoltage ? Units.dBV : Units.dB, trace.Metadata);
    }

    /// <summary>Computes the phase of every sample.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="unwrap">
    /// Whether turns are added so that neighbouring samples are never more than half a turn apart; the first sample keeps its phase.
    /// </param>
    /// <returns>The phases in degrees, each from -180 to 180 unless unwrapped. A sample of 0 has the phase 0.</returns>
    public static Trace<double> PhaseInDegrees(this Trace<Complex> trace, bool unwrap = false)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ReadOnlySpan<Complex> values = trace.Values.Span;
        var degrees = new double[values.Length];
        double turns = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double phase = values[i].Phase * DegreesPerRadian;
            if (unwrap && i > 0)
            {
                turns = double.Round((degrees[i - 1] - phase) / 360);
            }

            degrees[i] = phase + (360 * turns);
        }

        return new Trace<double>(trace.Axis, degrees, Units.deg, trace.Metadata);
    }
}
