using System.Buffers;
using System.Globalization;
using System.Numerics;
using Tutti.Quantities;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <summary>Is the sine that fits a trace best.</summary>
/// <remarks>
/// It is Offset + Amplitude sin(2 pi Frequency t + Phase), with the time t as the axis of the trace counts it.
/// The strongest line of the spectrum is the start, and four parameters are fitted by least squares (IEEE Std 1057-2017, section 4.7). Of a
/// signal with harmonics this is the fundamental, if it is the strongest. One period is the least that a trace must hold; from two on
/// the result is as good as the noise lets it be.
/// </remarks>
public sealed record SineFit
{
    private const int MinSamples = 8;
    private const double MinPeriods = 1;

    /// <summary>Gets the frequency.</summary>
    /// <value>In Hz, positive.</value>
    public required Quantity Frequency { get; init; }

    /// <summary>Gets the standard uncertainty of the frequency, as white noise alone would cause it.</summary>
    /// <value>In Hz.</value>
    public required Quantity FrequencyUncertainty { get; init; }

    /// <summary>Gets the amplitude, from the offset to the crest.</summary>
    /// <value>In the unit of the trace, positive.</value>
    public required Quantity Amplitude { get; init; }

    /// <summary>Gets the standard uncertainty of the amplitude, as white noise alone would cause it.</summary>
    /// <value>In the unit of the trace.</value>
    public required Quantity AmplitudeUncertainty { get; init; }

    /// <summary>Gets the value around which the sine swings.</summary>
    /// <value>In the unit of the trace.</value>
    public required Quantity Offset { get; init; }

    /// <summary>Gets the phase at the time 0 of the axis.</summary>
    /// <value>In degrees, from -180 to 180; 0 where the sine rises through its offset.</value>
    public required Quantity Phase { get; init; }

    /// <summary>Gets what the sine leaves unexplained: noise, harmonics.</summary>
    /// <value>The root of the mean square, in the unit of the trace.</value>
    public required Quantity RmsResidual { get; init; }

    /// <summary>Fits a sine to a trace.</summary>
    /// <param name="trace">At least 8 samples on a uniform time axis, holding at least one period.</param>
    /// <returns>The sine.</returns>
    /// <exception cref="ArgumentException">The axis is not uniform.</exception>
    /// <exception cref="UnitException">The axis is not one of time.</exception>
    /// <exception cref="FitException">
    /// The trace shows no sine: nothing stands out of the noise, it holds less than a period or too few samples, or one is not finite.
    /// </exception>
    public static SineFit Of(Trace<double> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (!trace.Axis.IsUniform)
        {
            throw new ArgumentException($"A sine is fitted to samples at equal steps in time, not to {trace}.", nameof(trace));
        }

        double step = trace.Axis.Step.In(Units.s);
        double start = trace.Axis.Start.In(Units.s);
        ThrowIfUnusable(trace);
        var model = new SineModel(trace.Values);
        double[] guess = Guess(trace.Values.Span, model);
        var fit = new LevenbergMarquardt(model, guess);
        ThrowIfInsignificant(trace, fit);
        return Describe(trace, fit, start, step);
    }

    /// <summary>Computes the value of the sine at a time.</summary>
    /// <param name="time">The time, counted as on the axis of the trace.</param>
    /// <returns>The value, in the unit of the trace.</returns>
    /// <exception cref="UnitException"><paramref name="time"/> is not a time.</exception>
    public Quantity ValueAt(Quantity time)
    {
        double angle = (2 * double.Pi * Frequency.In(Units.Hz) * time.In(Units.s)) + Phase.In(Units.rad);
        return new Quantity(Offset.Value + (Amplitude.Value * double.Sin(angle)), Offset.Unit);
    }

    private static void ThrowIfUnusable(Trace<double> trace)
    {
        if (trace.Count < MinSamples)
        {
            throw new FitException(
                string.Create(CultureInfo.InvariantCulture, $"A sine needs at least {MinSamples} samples; the trace has {trace.Count}."));
        }

        (double min, double max) = TraceMath.Extremes(trace.Values.Span);
        if (!double.IsFinite(max - min))
        {
            throw new FitException($"No sine can be fitted to a trace with a sample that is not finite: {trace}.");
        }

        if (max - min <= 1e-12 * double.Max(double.Abs(min), double.Abs(max)))
        {
            throw new FitException(
                $"The trace shows no sine but the constant {new Quantity(min, trace.Unit)}. Is the signal connected and its output on?");
        }
    }

    /// <summary>Finds parameters near the best ones.</summary>
    private static double[] Guess(ReadOnlySpan<double> samples, SineModel model)
    {
        // Few periods interfere with their mirror image and with the offset, so that the peak of the spectrum lies beside the truth.
        // Least squares does not mind, hence the scan; the tenths of a period it walks in are well within the reach of the fit.
        double periods = FindPeak(samples);
        double reach = periods < 10 ? 1.5 : 0.2;
        double best = double.PositiveInfinity;
        double[] guess = [];
        double last = double.Min(periods + reach, samples.Length / 2.0);
        for (double tried = double.Max(0.5, periods - reach); tried < last; tried += 0.1)
        {
            (double[] parameters, double residual) = model.FitAt(double.Pi * tried * (samples.Length - 1) / samples.Length);
            if (residual < best || guess.Length == 0)
            {
                (best, guess) = (residual, parameters);
            }
        }

        return guess;
    }

    /// <summary>Finds the strongest line of the spectrum.</summary>
    /// <returns>The number of its periods in the samples.</returns>
    private static double FindPeak(ReadOnlySpan<double> samples)
    {
        int padded = (int)long.Min(2L * BitOperations.RoundUpToPowerOf2((uint)samples.Length), Fft.MaxLength);
        int used = int.Min(samples.Length, padded);
        double[] weighted = ArrayPool<double>.Shared.Rent(padded);
        Complex[] spectrum = ArrayPool<Complex>.Shared.Rent((padded / 2) + 1);
        try
        {
            double mean = TraceMath.Sum(samples[..used]) / used;
            ReadOnlySpan<double> weights = WindowTable.For(Window.Hann, used).Weights;
            for (int i = 0; i < used; i++)
            {
                weighted[i] = weights[i] * (samples[i] - mean);
            }

            weighted.AsSpan(used, padded - used).Clear();
            Fft.ForwardReal(weighted.AsSpan(0, padded), spectrum.AsSpan(0, (padded / 2) + 1));
            return FindPeak(spectrum.AsSpan(0, (padded / 2) + 1)) * samples.Length / padded;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(weighted);
            ArrayPool<Complex>.Shared.Return(spectrum);
        }
    }

    /// <summary>Finds the strongest point but the first, and the summit of the parabola through the logarithms there.</summary>
    private static double FindPeak(ReadOnlySpan<Complex> spectrum)
    {
        int peak = 1;
        for (int i = 2; i < spectrum.Length; i++)
        {
            peak = Power(spectrum[i]) > Power(spectrum[peak]) ? i : peak;
        }

        if (peak == spectrum.Length - 1)
        {
            return peak;
        }

        double left = double.Log(Power(spectrum[peak - 1]));
        double right = double.Log(Power(spectrum[peak + 1]));
        double summit = (left - right) / 2 / (left + right - (2 * double.Log(Power(spectrum[peak]))));
        return peak + (double.Abs(summit) <= 1 ? summit : 0);

        static double Power(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);
    }

    private static void ThrowIfInsignificant(Trace<double> trace, LevenbergMarquardt fit)
    {
        ReadOnlySpan<double> samples = trace.Values.Span;
        double n = samples.Length;
        double periods = double.Abs(fit.Parameters[3]) / double.Pi * n / (n - 1);
        if (!double.IsFinite(fit.UncertaintyOf(3)))
        {
            throw new FitException($"The samples do not determine a sine: {trace}.");
        }

        if (periods >= n / 2)
        {
            throw new FitException($"The strongest oscillation is at half the sampling rate; sample faster: {trace}.");
        }

        if (periods < MinPeriods)
        {
            throw new FitException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The trace holds {periods:0.##} periods of its strongest oscillation; a sine needs one. Take a longer trace."));
        }

        // The strongest of n/2 lines of white noise explains about 2 ln(n/2) times the variance of a sample.
        double variance = fit.Residual / (n - SineModel.Parameters);
        double explained = TraceMath.SumOfSquares(samples, TraceMath.Sum(samples) / n) - fit.Residual;
        if (explained < variance * ((2 * double.Log(n)) + 20))
        {
            throw new FitException(
                $"The trace shows no sine that stands out of its noise of {new Quantity(double.Sqrt(variance), trace.Unit)} rms. " +
                "Is the signal connected and its output on?");
        }
    }

    private static SineFit Describe(Trace<double> trace, LevenbergMarquardt fit, double start, double step)
    {
        (double a, double b, double c, double w) = (fit.Parameters[0], fit.Parameters[1], fit.Parameters[2], fit.Parameters[3]);
        double half = (trace.Count - 1) / 2.0 * step;   // w belongs to half the duration; negative if the axis runs backwards
        double angularFrequency = w / half;
        double phase = double.Atan2(a, b) - (angularFrequency * (start + half));
        double sign = 1;
        if (angularFrequency < 0)
        {
            (angularFrequency, phase, sign) = (-angularFrequency, -phase, -1);   // sin(-x) = -sin(x)
        }

        phase = double.Ieee754Remainder((phase / double.Pi * 180) + (sign < 0 ? 180 : 0), 360);
        double amplitude = double.Hypot(a, b);
        return new SineFit
        {
            Frequency = angularFrequency / (2 * double.Pi) * Units.Hz,
            FrequencyUncertainty = fit.UncertaintyOf(3) / double.Abs(half) / (2 * double.Pi) * Units.Hz,
            Amplitude = new Quantity(amplitude, trace.Unit),
            AmplitudeUncertainty = new Quantity(
                double.Hypot(a * fit.UncertaintyOf(0), b * fit.UncertaintyOf(1)) / amplitude, trace.Unit?.Difference),
            Offset = new Quantity(c, trace.Unit),
            Phase = phase * Units.deg,
            RmsResidual = new Quantity(double.Sqrt(fit.Residual / trace.Count), trace.Unit?.Difference),
        };
    }
}
