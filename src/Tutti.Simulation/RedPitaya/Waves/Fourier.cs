using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>The discrete Fourier transform of one table, between its samples and its harmonics.</summary>
internal static class Fourier
{
    /// <summary>Transforms in place: X[k] = sum over n of x[n] exp(sign 2 pi j k n / N), unscaled.</summary>
    /// <param name="data">The numbers; their count is a power of two.</param>
    /// <param name="sign">-1 to the harmonics, 1 back.</param>
    public static void Transform(Span<Complex> data, int sign)
    {
        for (int i = 1, j = 0; i < data.Length; i++)
        {
            int bit = data.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (data[i], data[j]) = (data[j], data[i]);
            }
        }

        for (int half = 1; half < data.Length; half *= 2)
        {
            for (int k = 0; k < half; k++)
            {
                Complex turn = Complex.FromPolarCoordinates(1, sign * Math.PI * k / half);
                for (int start = k; start < data.Length; start += 2 * half)
                {
                    Complex odd = data[start + half] * turn;
                    data[start + half] = data[start] - odd;
                    data[start] += odd;
                }
            }
        }
    }
}
