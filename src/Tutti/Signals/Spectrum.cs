using System.Buffers;
using System.Globalization;
using System.Numerics;
using Tutti.Quantities;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <summary>Computes power spectra of real traces over time.</summary>
/// <remarks>
/// <para>
/// A spectrum runs from 0 to half the sampling rate. Its points are squares of amplitudes: a sine of 1 V at a point of the spectrum reads
/// 1 V^2 there (Vpk^2), with every window; half of it is the mean square of the sine. At frequency 0 and at half the sampling rate, which
/// have no counterpart among the negative frequencies, the mean square counts in the same way: a constant of 1 V reads 2 V^2. So half the
/// sum over all points of an unpadded spectrum, divided by the noise bandwidth in points, is the mean square of the samples weighted with
/// the square of the window (Parseval), and a density can be integrated.
/// </para>
/// <para>
/// A trace whose length is not a power of two is padded with zeros to the next one. Padding does not change heights; it adds points
/// in between. Average spectra, not traces, to see noise settle: power adds.
/// </para>
/// </remarks>
public static class Spectrum
{
    /// <summary>Computes the power spectrum.</summary>
    /// <param name="trace">The samples, on a uniform time axis with a positive step.</param>
    /// <param name="window">The window.</param>
    /// <param name="zeroPadding">How many times longer the samples are made with zeros, at least 1; 1 leaves their number.</param>
    /// <returns>
    /// The power, in the square of the unit of the trace (V^2), over a uniform axis "frequency" in Hz with padded length / 2 + 1 points.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The trace has fewer than 2 samples or too many (padded, more than <see cref="Fft.MaxLength"/>), or its axis is not uniform or runs
    /// backwards.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is none of the enumeration, or the padding is less than 1.</exception>
    /// <exception cref="UnitException">The axis is not one of time, or the unit of the trace has no square.</exception>
    public static Trace<double> Power(Trace<double> trace, Window window, int zeroPadding = 1)
    {
        double samplingRate = SamplingRate(trace);
        ArgumentOutOfRangeException.ThrowIfLessThan(zeroPadding, 1);
        int length = PaddedLength(trace, zeroPadding);
        var table = WindowTable.For(window, trace.Count);
        double[] power = new double[(length / 2) + 1];
        double[] samples = ArrayPool<double>.Shared.Rent(length);
        Complex[] spectrum = ArrayPool<Complex>.Shared.Rent(power.Length);
        try
        {
            Weigh(trace.Values.Span, table.Weights, samples.AsSpan(0, length));
            Fft.ForwardReal(samples.AsSpan(0, length), spectrum.AsSpan(0, power.Length));
            double factor = 4 / (table.Sum * table.Sum);
            for (int i = 0; i < power.Length; i++)
            {
                Complex value = spectrum[i];
                power[i] = factor * ((value.Real * value.Real) + (value.Imaginary * value.Imaginary));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(samples);
            ArrayPool<Complex>.Shared.Return(spectrum);
        }

        power[0] /= 2;
        power[^1] /= 2;
        var axis = Axis.Uniform("frequency", 0 * Units.Hz, samplingRate / length * Units.Hz, power.Length);
        return new Trace<double>(axis, power, trace.Unit?.Pow(2), trace.Metadata);
    }

    /// <summary>Computes the power spectral density: the mean square per bandwidth.</summary>
    /// <param name="trace">The samples, on a uniform time axis with a positive step.</param>
    /// <param name="window">The window; <see cref="Window.Hann"/> suits noise.</param>
    /// <param name="zeroPadding">How many times longer the samples are made with zeros, at least 1; 1 leaves their number.</param>
    /// <returns>The density, in the square of the unit of the trace per Hz (V^2/Hz), over the axis of <see cref="Power"/>.</returns>
    /// <exception cref="ArgumentException">As of <see cref="Power"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is none of the enumeration, or the padding is less than 1.</exception>
    /// <exception cref="UnitException">The axis is not one of time, or the unit of the trace has no square.</exception>
    public static Trace<double> Density(Trace<double> trace, Window window, int zeroPadding = 1)
    {
        Trace<double> power = Power(trace, window, zeroPadding);
        return ToDensity(power, ResolutionBandwidth(trace, window));
    }

    /// <summary>Computes the resolution bandwidth: the noise bandwidth of the window times sampling rate over number of samples.</summary>
    /// <param name="trace">The samples, on a uniform time axis with a positive step.</param>
    /// <param name="window">The window.</param>
    /// <returns>The bandwidth, in Hz. Padding with zeros does not change it.</returns>
    /// <exception cref="ArgumentException">The trace has no samples, or its axis is not uniform or runs backwards.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The window is none of the enumeration.</exception>
    /// <exception cref="UnitException">The axis is not one of time.</exception>
    public static Quantity ResolutionBandwidth(Trace<double> trace, Window window)
    {
        double samplingRate = SamplingRate(trace);
        return trace.Count > 0
            ? WindowTable.For(window, trace.Count).NoiseBandwidth * samplingRate / trace.Count * Units.Hz
            : throw new ArgumentException($"A trace without samples has no spectrum: {trace}.", nameof(trace));
    }

    /// <summary>Turns a power spectrum, or a mean of several, into a density: power / 2 / resolution bandwidth.</summary>
    /// <param name="power">The power spectrum, as <see cref="Power"/> computes it.</param>
    /// <param name="resolutionBandwidth">The resolution bandwidth it was taken with.</param>
    /// <returns>The density, in the unit of the power per Hz.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bandwidth is not positive.</exception>
    /// <exception cref="UnitException">The bandwidth is not a frequency.</exception>
    public static Trace<double> ToDensity(Trace<double> power, Quantity resolutionBandwidth)
    {
        ArgumentNullException.ThrowIfNull(power);
        double bandwidth = resolutionBandwidth.In(Units.Hz);
        if (!(bandwidth > 0 && double.IsFinite(bandwidth)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(resolutionBandwidth), resolutionBandwidth, "A resolution bandwidth is a positive frequency.");
        }

        Trace<double> density = power / (2 * bandwidth);
        return new Trace<double>(density.Axis, density.Values, (power.Unit ?? Unit.One) / Units.Hz, density.Metadata);
    }

    /// <summary>Writes weighted samples, then zeros.</summary>
    private static void Weigh(ReadOnlySpan<double> samples, ReadOnlySpan<double> weights, Span<double> target)
    {
        Span<double> weighted = target[..samples.Length];
        for (int i = 0; i < weighted.Length; i++)
        {
            weighted[i] = weights[i] * samples[i];
        }

        target[samples.Length..].Clear();
    }

    private static double SamplingRate(Trace<double> trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (!trace.Axis.IsUniform || trace.Axis.Step.Value <= 0)
        {
            throw new ArgumentException(
                $"A spectrum is computed from samples at equal steps forward in time, not from {trace}.", nameof(trace));
        }

        return 1 / trace.Axis.Step.In(Units.s);
    }

    private static int PaddedLength(Trace<double> trace, int zeroPadding)
    {
        long length = (long)BitOperations.RoundUpToPowerOf2((ulong)trace.Count * (ulong)zeroPadding);
        return trace.Count >= 2 && length <= Fft.MaxLength
            ? (int)length
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A spectrum takes 2 to {Fft.MaxLength} samples, padding included; {trace.Count} times {zeroPadding} were given."),
                nameof(trace));
    }
}
