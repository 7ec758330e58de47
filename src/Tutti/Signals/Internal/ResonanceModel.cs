using System.Numerics;

namespace Tutti.Signals.Internal;

/// <summary>Is a band-pass resonator, g / (1 + j Q (f/f0 - f0/f)), at given frequencies.</summary>
/// <remarks>The parameters are Re g, Im g, ln f0, ln Q, so that f0 and Q stay positive.</remarks>
internal sealed class ResonanceModel : LeastSquaresModel
{
    internal const int Parameters = 4;

    private readonly double[] _frequencies;
    private readonly ReadOnlyMemory<Complex> _values;

    internal ResonanceModel(double[] frequencies, ReadOnlyMemory<Complex> values)
    {
        _frequencies = frequencies;
        _values = values;
    }

    internal override int ParameterCount => Parameters;

    internal override int ResidualCount => 2 * _frequencies.Length;

    /// <summary>Computes the model.</summary>
    internal static Complex ValueAt(double frequency, Complex gain, double resonance, double quality)
    {
        return gain / new Complex(1, quality * ((frequency / resonance) - (resonance / frequency)));
    }

    internal override double Evaluate(ReadOnlySpan<double> parameters, Span<double> matrix, Span<double> gradient)
    {
        var gain = new Complex(parameters[0], parameters[1]);
        double resonance = double.Exp(parameters[2]);
        double quality = double.Exp(parameters[3]);
        matrix.Clear();
        gradient.Clear();
        double residuals = 0;
        Span<Complex> derivatives = stackalloc Complex[Parameters];
        ReadOnlySpan<Complex> values = _values.Span;
        for (int i = 0; i < values.Length; i++)
        {
            double ratio = _frequencies[i] / resonance;
            double detuning = quality * (ratio - (1 / ratio));
            Complex shape = 1 / new Complex(1, detuning);
            Complex slope = -gain * shape * shape * Complex.ImaginaryOne;   // by the detuning
            derivatives[0] = shape;
            derivatives[1] = shape * Complex.ImaginaryOne;
            derivatives[2] = slope * (-quality * (ratio + (1 / ratio)));
            derivatives[3] = slope * detuning;
            Complex residual = (gain * shape) - values[i];
            residuals += SquareOf(residual);
            for (int row = 0; row < Parameters; row++)
            {
                gradient[row] += RealProduct(derivatives[row], residual);
                for (int column = 0; column <= row; column++)
                {
                    matrix[(row * Parameters) + column] += RealProduct(derivatives[row], derivatives[column]);
                }
            }
        }

        return residuals;
    }

    private static double SquareOf(Complex value) => RealProduct(value, value);

    private static double RealProduct(Complex a, Complex b) => (a.Real * b.Real) + (a.Imaginary * b.Imaginary);
}
