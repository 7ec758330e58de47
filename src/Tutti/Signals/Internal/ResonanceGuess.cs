using System.Numerics;

namespace Tutti.Signals.Internal;

/// <summary>Finds parameters of a <see cref="ResonanceModel"/> near the best ones.</summary>
internal static class ResonanceGuess
{
    private const int Unknowns = 3;
    private const int Rows = 2 * Unknowns;

    /// <summary>Solves the linear problem 1/H = a + b f + c/f, with a = 1/g, b = j Q / (g f0) and c = -j Q f0 / g.</summary>
    /// <remarks>
    /// Noise of H appears in 1/H multiplied by 1/H^2; the weight |H|^4 on the squares undoes that, and makes H = H^2 (a + b f + c/f).
    /// </remarks>
    /// <param name="frequencies">The frequencies.</param>
    /// <param name="values">The values there.</param>
    /// <returns>The parameters, or <see langword="null"/> if the solution is no resonance.</returns>
    internal static double[]? FromInverse(ReadOnlySpan<double> frequencies, ReadOnlySpan<Complex> values)
    {
        double unit = frequencies[values.Length / 2];
        Span<Complex> columns = stackalloc Complex[Unknowns];
        var matrix = new double[Rows * Rows];
        var vector = new double[Rows];
        for (int i = 0; i < values.Length; i++)
        {
            Complex square = values[i] * values[i];
            double f = frequencies[i] / unit;
            (columns[0], columns[1], columns[2]) = (square, square * f, square / f);
            for (int row = 0; row < Unknowns; row++)
            {
                var conjugate = Complex.Conjugate(columns[row]);
                Complex right = conjugate * values[i];
                vector[row] += right.Real;
                vector[row + Unknowns] += right.Imaginary;
                for (int column = 0; column < Unknowns; column++)
                {
                    // A complex equation as two real ones: [Re -Im; Im Re].
                    Complex product = conjugate * columns[column];
                    matrix[(row * Rows) + column] += product.Real;
                    matrix[(row * Rows) + column + Unknowns] -= product.Imaginary;
                    matrix[((row + Unknowns) * Rows) + column] += product.Imaginary;
                    matrix[((row + Unknowns) * Rows) + column + Unknowns] += product.Real;
                }
            }
        }

        var equations = new NormalEquations(Rows);
        if (!equations.TryFactor(matrix))
        {
            return null;
        }

        equations.Solve(vector);
        var a = new Complex(vector[0], vector[3]);
        var b = new Complex(vector[1], vector[4]);
        var c = new Complex(vector[2], vector[5]);
        return ToParameters(1 / a, unit * double.Sqrt((-c / b).Real), Complex.Sqrt(b * c / a / a).Magnitude);
    }

    /// <summary>Reads the highest point and the width around it at 1/sqrt(2) of its height.</summary>
    /// <param name="frequencies">The frequencies.</param>
    /// <param name="values">The values there.</param>
    /// <returns>The parameters, or <see langword="null"/> if all is 0.</returns>
    internal static double[]? FromPeak(ReadOnlySpan<double> frequencies, ReadOnlySpan<Complex> values)
    {
        int peak = 0;
        for (int i = 1; i < values.Length; i++)
        {
            peak = Complex.Abs(values[i]) > Complex.Abs(values[peak]) ? i : peak;
        }

        double height = Complex.Abs(values[peak]) * double.Sqrt(0.5);
        int low = peak;
        while (low > 0 && Complex.Abs(values[low]) >= height)
        {
            low--;
        }

        int high = peak;
        while (high < values.Length - 1 && Complex.Abs(values[high]) >= height)
        {
            high++;
        }

        return ToParameters(values[peak], frequencies[peak], frequencies[peak] / double.Abs(frequencies[high] - frequencies[low]));
    }

    private static double[]? ToParameters(Complex gain, double resonance, double quality)
    {
        double[] parameters = [gain.Real, gain.Imaginary, double.Log(resonance), double.Log(quality)];
        return Array.TrueForAll(parameters, double.IsFinite) ? parameters : null;
    }
}
