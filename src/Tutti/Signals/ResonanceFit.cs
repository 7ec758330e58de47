using System.Globalization;
using System.Numerics;
using Tutti.Quantities;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <summary>Is the band-pass resonator that fits a transfer function best: H(f) = Gain / (1 + j Q (f/f0 - f0/f)).</summary>
/// <remarks>
/// The complex data are fitted, so that the phase, which turns fastest at the resonance, helps to find it. A complex gain takes up a phase
/// that is the same everywhere; a delay, which turns the phase along the sweep, must be corrected before.
/// </remarks>
public sealed record ResonanceFit
{
    private const int MinPoints = 5;

    /// <summary>How much of the variation of the data a resonance must explain.</summary>
    private const double MinExplained = 0.5;

    /// <summary>How uncertain Q, and the resonance frequency in bandwidths, may be.</summary>
    private const double MaxUncertainty = 0.25;

    /// <summary>Gets the resonance frequency f0.</summary>
    /// <value>In the unit of the axis.</value>
    public required Quantity ResonanceFrequency { get; init; }

    /// <summary>Gets the standard uncertainty of the resonance frequency, as white noise alone would cause it.</summary>
    /// <value>In the unit of the axis.</value>
    public required Quantity ResonanceFrequencyUncertainty { get; init; }

    /// <summary>Gets the quality factor Q: resonance frequency over bandwidth.</summary>
    /// <value>A plain number, positive.</value>
    public required double QualityFactor { get; init; }

    /// <summary>Gets the standard uncertainty of the quality factor, as white noise alone would cause it.</summary>
    /// <value>A plain number.</value>
    public required double QualityFactorUncertainty { get; init; }

    /// <summary>Gets the value at the resonance, with its phase.</summary>
    /// <value>In <see cref="Unit"/>.</value>
    public required Complex Gain { get; init; }

    /// <summary>Gets what the resonance leaves unexplained.</summary>
    /// <value>The root of the mean square magnitude, in <see cref="Unit"/>.</value>
    public required double RmsResidual { get; init; }

    /// <summary>Gets the unit of the trace.</summary>
    /// <value><see langword="null"/> if its values are plain numbers.</value>
    public required Unit? Unit { get; init; }

    /// <summary>Gets the height of the resonance.</summary>
    /// <value>The magnitude of <see cref="Gain"/>, with its unit.</value>
    public Quantity PeakGain => new(Complex.Abs(Gain), Unit);

    /// <summary>Gets the width of the resonance where the power is half that of the peak.</summary>
    /// <value>Resonance frequency over Q, in the unit of the axis.</value>
    public Quantity Bandwidth => ResonanceFrequency / QualityFactor;

    /// <summary>Fits a resonance to a transfer function.</summary>
    /// <param name="trace">At least 5 points over a frequency axis (uniform, logarithmic or any) of positive frequencies.</param>
    /// <returns>The resonance.</returns>
    /// <exception cref="ArgumentException">A frequency is not positive.</exception>
    /// <exception cref="FitException">
    /// The trace shows no resonance: it has too few points, lies beside it, or shows noise or something else, or a value is not finite.
    /// </exception>
    public static ResonanceFit Of(Trace<Complex> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        double[] frequencies = trace.Axis.ToArray();
        ThrowIfUnusable(trace, frequencies);
        var model = new ResonanceModel(frequencies, trace.Values);
        LevenbergMarquardt? best = null;
        double[]?[] guesses =
            [ResonanceGuess.FromInverse(frequencies, trace.Values.Span), ResonanceGuess.FromPeak(frequencies, trace.Values.Span)];
        foreach (double[]? guess in guesses)
        {
            if (guess is not null)
            {
                var fit = new LevenbergMarquardt(model, guess);
                best = best is null || fit.Residual < best.Residual ? fit : best;
            }
        }

        return best is null ? throw NoResonance(trace) : Describe(trace, frequencies, best);
    }

    /// <summary>Computes the value of the resonance at a frequency.</summary>
    /// <param name="frequency">The frequency, positive.</param>
    /// <returns>The value, in <see cref="Unit"/>.</returns>
    /// <exception cref="UnitException"><paramref name="frequency"/> has another dimension than the axis.</exception>
    public Complex ValueAt(Quantity frequency)
    {
        double f = frequency.In(ResonanceFrequency.Unit ?? Unit.One);
        return ResonanceModel.ValueAt(f, Gain, ResonanceFrequency.Value, QualityFactor);
    }

    private static void ThrowIfUnusable(Trace<Complex> trace, double[] frequencies)
    {
        if (trace.Count < MinPoints)
        {
            throw new FitException(
                string.Create(
                    CultureInfo.InvariantCulture, $"A resonance needs at least {MinPoints} points; the trace has {trace.Count}."));
        }

        foreach (Complex value in trace.Values.Span)
        {
            if (!Complex.IsFinite(value))
            {
                throw new FitException($"No resonance can be fitted to a trace with a value that is not finite: {trace}.");
            }
        }

        foreach (double frequency in frequencies)
        {
            if (frequency <= 0)
            {
                throw new ArgumentException(
                    $"A resonance is fitted over positive frequencies; {new Quantity(frequency, trace.Axis.Unit)} is not.", nameof(trace));
            }
        }
    }

    private static ResonanceFit Describe(Trace<Complex> trace, double[] frequencies, LevenbergMarquardt fit)
    {
        double resonance = double.Exp(fit.Parameters[2]);
        double quality = double.Exp(fit.Parameters[3]);
        double resonanceUncertainty = fit.UncertaintyOf(2);
        double qualityUncertainty = fit.UncertaintyOf(3);
        double unexplained = fit.Residual / VariationOf(trace.Values.Span);
        bool isCertain = resonanceUncertainty * quality <= MaxUncertainty && qualityUncertainty <= MaxUncertainty;
        if (!isCertain || !(unexplained <= 1 - MinExplained))
        {
            throw NoResonance(trace);
        }

        (double lowest, double highest) = TraceMath.Extremes(frequencies);
        Quantity found = new(resonance, trace.Axis.Unit);
        if (resonance < lowest || resonance > highest)
        {
            throw new FitException(
                $"The trace shows only a flank of a resonance near {found:G6}; sweep across it ({trace.Axis}).");
        }

        return new ResonanceFit
        {
            ResonanceFrequency = found,
            ResonanceFrequencyUncertainty = found * resonanceUncertainty,
            QualityFactor = quality,
            QualityFactorUncertainty = quality * qualityUncertainty,
            Gain = new Complex(fit.Parameters[0], fit.Parameters[1]),
            RmsResidual = double.Sqrt(fit.Residual / trace.Count),
            Unit = trace.Unit,
        };
    }

    private static FitException NoResonance(Trace<Complex> trace)
    {
        return new FitException(
            $"The trace shows no resonance above its noise ({trace.Axis}). " +
            "Is the device connected, and does the sweep cover its resonance?");
    }

    /// <summary>Sums the squares of the distances from the mean.</summary>
    private static double VariationOf(ReadOnlySpan<Complex> values)
    {
        Complex sum = default;
        foreach (Complex value in values)
        {
            sum += value;
        }

        Complex mean = sum / values.Length;
        double variation = 0;
        foreach (Complex value in values)
        {
            double distance = Complex.Abs(value - mean);
            variation += distance * distance;
        }

        return variation;
    }
}
