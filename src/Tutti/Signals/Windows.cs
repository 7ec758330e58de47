namespace Tutti.Signals;

/// <summary>Computes the weights of windows and what they do to a spectrum.</summary>
/// <remarks>
/// <para>
/// All windows are periodic (also called DFT-even): w[n] is a function of n / N with n = 0 .. N - 1, and the value that would mirror w[0]
/// belongs to the next period. So their cosines fall on points of the spectrum, and gain and noise bandwidth are those of the formula,
/// whatever the length. The symmetric form, made for filters, divides by N - 1; its noise bandwidth is larger by the factor N / (N - 1).
/// </para>
/// <para>
/// Sources: F. J. Harris, On the use of windows for harmonic analysis with the discrete Fourier transform, Proc. IEEE 66 (1978) 51 (Hann,
/// Hamming, Blackman, Gaussian); G. D'Antona and A. Ferrero, Digital Signal Processing for Measurement Systems (Springer 2006), p. 70
/// (flattop).
/// </para>
/// </remarks>
public static class Windows
{
    /// <summary>Writes the weights of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="weights">Receives the weights, [points]; the largest is 1, in the middle.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is none of the enumeration.</exception>
    public static void Fill(Window window, Span<double> weights)
    {
        switch (window)
        {
            case Window.Rectangular:
                weights.Fill(1);
                break;
            case Window.Gaussian:
                FillGaussian(weights);
                break;
            default:
                FillCosines(CosineTerms(window), weights);
                break;
        }
    }

    /// <summary>Creates the weights of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="length">The number of points, at least 1.</param>
    /// <returns>The weights, [points]; the largest is 1, in the middle.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="window"/> is none of the enumeration, or <paramref name="length"/> is less than 1.
    /// </exception>
    public static double[] Create(Window window, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var weights = new double[length];
        Fill(window, weights);
        return weights;
    }

    /// <summary>Computes the coherent gain: what the window leaves of the amplitude of a sine.</summary>
    /// <param name="weights">The weights, [points].</param>
    /// <returns>The mean of the weights.</returns>
    /// <exception cref="ArgumentException">There is no weight.</exception>
    public static double CoherentGain(ReadOnlySpan<double> weights)
    {
        ThrowIfEmpty(weights);
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        return sum / weights.Length;
    }

    /// <summary>Computes the equivalent noise bandwidth: the width of the rectangular filter that passes as much white noise.</summary>
    /// <param name="weights">The weights, [points].</param>
    /// <returns>
    /// The width in points of an unpadded spectrum, N sum(w^2) / sum(w)^2; times sampling rate / N it is the resolution bandwidth.
    /// </returns>
    /// <exception cref="ArgumentException">There is no weight.</exception>
    public static double NoiseBandwidth(ReadOnlySpan<double> weights)
    {
        ThrowIfEmpty(weights);
        double sum = 0;
        double sumOfSquares = 0;
        foreach (double weight in weights)
        {
            sum += weight;
            sumOfSquares += weight * weight;
        }

        return weights.Length * sumOfSquares / (sum * sum);
    }

    private static void ThrowIfEmpty(ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty)
        {
            throw new ArgumentException("A window has at least one weight.", nameof(weights));
        }
    }

    /// <summary>Gives a0, a1 ... of w = a0 - a1 cos x + a2 cos 2x - ..., x = 2 pi n / N.</summary>
    private static ReadOnlySpan<double> CosineTerms(Window window)
    {
        return window switch
        {
            Window.Flattop => [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
            Window.Hann => [0.5, 0.5],
            Window.Hamming => [0.54, 0.46],
            Window.Blackman => [0.42, 0.5, 0.08],
            _ => throw new ArgumentOutOfRangeException(nameof(window), window, "The window is none of the enumeration Window."),
        };
    }

    private static void FillCosines(ReadOnlySpan<double> terms, Span<double> weights)
    {
        for (int n = 0; n < weights.Length; n++)
        {
            // Chebyshev's recurrence (Clenshaw's sum) makes the multiples of the angle: one cosine per point.
            double x = -double.CosPi(2.0 * n / weights.Length);
            double next = 0;
            double afterNext = 0;
            for (int k = terms.Length - 1; k > 0; k--)
            {
                (next, afterNext) = (terms[k] + (2 * x * next) - afterNext, next);
            }

            weights[n] = terms[0] + (x * next) - afterNext;
        }
    }

    private static void FillGaussian(Span<double> weights)
    {
        double deviation = weights.Length / 10.0;
        for (int n = 0; n < weights.Length; n++)
        {
            double distance = (n - (weights.Length / 2.0)) / deviation;
            weights[n] = double.Exp(-0.5 * distance * distance);
        }
    }
}
