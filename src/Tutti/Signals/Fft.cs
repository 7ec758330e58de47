using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Tutti.Signals.Internal;

namespace Tutti.Signals;

/// <summary>Computes discrete Fourier transforms of lengths that are powers of two.</summary>
/// <remarks>
/// <para>The forward transform is X[k] = sum over n of x[n] exp(-2 pi i k n / N), unscaled; the inverse one divides by N.</para>
/// <para>
/// All members may be called from any thread at any time. The tables of a length are made at its first use and kept for good (at most
/// 24 bytes per point of the longest one); working memory comes from <see cref="ArrayPool{T}.Shared"/>. After the first call
/// with a length nothing is allocated.
/// </para>
/// </remarks>
public static class Fft
{
    /// <summary>The longest transform, in points.</summary>
    public const int MaxLength = 1 << 22;

    private const int ShortLength = 16;

    /// <summary>Transforms in place.</summary>
    /// <param name="data">The samples, [points]; afterwards the spectrum, from frequency 0 upwards, negative frequencies last.</param>
    /// <exception cref="ArgumentException">The length is not a power of two from 1 to <see cref="MaxLength"/>.</exception>
    public static void Forward(Span<Complex> data)
    {
        ThrowIfNotPowerOfTwo(data.Length, nameof(data));
        if (data.Length < ShortLength)
        {
            TransformShort(data, isInverse: false);
            return;
        }

        Transform<InterleavedLayout>(MemoryMarshal.Cast<Complex, double>(data), 1);
    }

    /// <summary>Transforms back in place and divides by the number of points.</summary>
    /// <param name="data">The spectrum, [points], as <see cref="Forward"/> leaves it; afterwards the samples.</param>
    /// <exception cref="ArgumentException">The length is not a power of two from 1 to <see cref="MaxLength"/>.</exception>
    public static void Inverse(Span<Complex> data)
    {
        ThrowIfNotPowerOfTwo(data.Length, nameof(data));
        if (data.Length < ShortLength)
        {
            TransformShort(data, isInverse: true);
            return;
        }

        Transform<SwappedLayout>(MemoryMarshal.Cast<Complex, double>(data), 1.0 / data.Length);
    }

    /// <summary>Transforms real samples.</summary>
    /// <param name="samples">The samples, [points].</param>
    /// <param name="spectrum">
    /// Receives the spectrum from frequency 0 to half the sampling rate, [points / 2 + 1]; the other half would be its mirror image,
    /// complex conjugated. Must not overlap <paramref name="samples"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The number of samples is not a power of two from 2 to <see cref="MaxLength"/>, or the spectrum has another length than
    /// points / 2 + 1, or the two overlap.
    /// </exception>
    public static void ForwardReal(ReadOnlySpan<double> samples, Span<Complex> spectrum)
    {
        ThrowIfNotPowerOfTwo(samples.Length, nameof(samples));
        if (samples.Length < 2)
        {
            throw new ArgumentException("A transform of real samples takes at least 2 of them; 1 was given.", nameof(samples));
        }

        if (spectrum.Length != (samples.Length / 2) + 1)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The spectrum of {samples.Length} real samples has half as many points and one, not {spectrum.Length}."),
                nameof(spectrum));
        }

        if (samples.Overlaps(MemoryMarshal.Cast<Complex, double>(spectrum)))
        {
            throw new ArgumentException("The spectrum must not overlap the samples.", nameof(spectrum));
        }

        if (samples.Length < 2 * ShortLength)
        {
            TransformShortReal(samples, spectrum);
        }
        else
        {
            TransformReal(samples, spectrum);
        }
    }

    private static void Transform<TLayout>(Span<double> data, double factor)
        where TLayout : struct, IFftLayout
    {
        int n = data.Length / 2;
        ref double first = ref MemoryMarshal.GetReference(data);
        double[] memory = ArrayPool<double>.Shared.Rent(FftWork.Length(n));
        try
        {
            var work = new FftWork(memory, n);
            work.Run<TLayout>(ref first, factor);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(memory);
        }
    }

    private static void TransformReal(ReadOnlySpan<double> samples, Span<Complex> spectrum)
    {
        int m = samples.Length / 2;
        double[] memory = ArrayPool<double>.Shared.Rent(FftWork.Length(m));
        try
        {
            var work = new FftWork(memory, m);
            work.RunReal(ref MemoryMarshal.GetReference(samples), spectrum);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(memory);
        }
    }

    /// <summary>Transforms up to 8 points by the definition.</summary>
    private static void TransformShort(Span<Complex> data, bool isInverse)
    {
        Span<Complex> samples = stackalloc Complex[ShortLength / 2];
        samples = samples[..data.Length];
        data.CopyTo(samples);
        for (int k = 0; k < data.Length; k++)
        {
            Complex sum = default;
            for (int i = 0; i < samples.Length; i++)
            {
                Complex root = FftTwiddles.ShortRoot(i * k, samples.Length);
                sum += samples[i] * (isInverse ? Complex.Conjugate(root) : root);
            }

            data[k] = isInverse ? sum / samples.Length : sum;
        }
    }

    /// <summary>Transforms up to 16 real points by the definition.</summary>
    private static void TransformShortReal(ReadOnlySpan<double> samples, Span<Complex> spectrum)
    {
        for (int k = 0; k < spectrum.Length; k++)
        {
            Complex sum = default;
            for (int i = 0; i < samples.Length; i++)
            {
                sum += samples[i] * FftTwiddles.ShortRoot(i * k, samples.Length);
            }

            spectrum[k] = sum;
        }
    }

    private static void ThrowIfNotPowerOfTwo(int length, string paramName)
    {
        if (!BitOperations.IsPow2(length) || length > MaxLength)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A transform takes a power of two from 1 to {MaxLength} points; {length} were given."),
                paramName);
        }
    }
}
