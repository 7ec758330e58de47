namespace Tutti.Signals.Internal;

/// <summary>Is a sine in equally spaced samples: c + a cos(w u) + b sin(w u), u from -1 at the first sample to 1 at the last.</summary>
/// <remarks>The parameters are a, b, c, w. Source: IEEE Std 1057-2017, section 4.7 (three- and four-parameter sine fit).</remarks>
internal sealed class SineModel : LeastSquaresModel
{
    internal const int Parameters = 4;
    private const int LinearParameters = 3;

    private readonly ReadOnlyMemory<double> _samples;
    private readonly double _middle;

    internal SineModel(ReadOnlyMemory<double> samples)
    {
        _samples = samples;
        _middle = (samples.Length - 1) / 2.0;
    }

    internal override int ParameterCount => Parameters;

    internal override int ResidualCount => _samples.Length;

    internal override double Evaluate(ReadOnlySpan<double> parameters, Span<double> matrix, Span<double> gradient)
    {
        (double a, double b, double c, double w) = (parameters[0], parameters[1], parameters[2], parameters[3]);
        (double sinStep, double cosStep) = double.SinCos(w / _middle);
        (double sin, double cos) = double.SinCos(-w);
        double residuals = 0;
        double cc = 0, cs = 0, c1 = 0, s1 = 0, cw = 0, sw = 0, w1 = 0, ww = 0;
        double gc = 0, gs = 0, g1 = 0, gw = 0;
        ReadOnlySpan<double> samples = _samples.Span;
        for (int i = 0; i < samples.Length; i++)
        {
            double u = (i - _middle) / _middle;
            double slope = u * ((b * cos) - (a * sin));
            double r = c + (a * cos) + (b * sin) - samples[i];
            residuals += r * r;
            (cc, cs, c1, s1) = (cc + (cos * cos), cs + (cos * sin), c1 + cos, s1 + sin);
            (cw, sw, w1, ww) = (cw + (cos * slope), sw + (sin * slope), w1 + slope, ww + (slope * slope));
            (gc, gs, g1, gw) = (gc + (cos * r), gs + (sin * r), g1 + r, gw + (slope * r));
            (sin, cos) = ((sin * cosStep) + (cos * sinStep), (cos * cosStep) - (sin * sinStep));
        }

        double n = samples.Length;
        ReadOnlySpan<double> rows = [cc, cs, c1, cw, cs, n - cc, s1, sw, c1, s1, n, w1, cw, sw, w1, ww];
        rows.CopyTo(matrix);
        (gradient[0], gradient[1], gradient[2], gradient[3]) = (gc, gs, g1, gw);
        return residuals;
    }

    /// <summary>Fits a, b and c at a given w.</summary>
    /// <returns>The parameters and the sum of the squares of what is left; infinite if w cannot be told from a constant.</returns>
    internal (double[] Parameters, double Residual) FitAt(double w)
    {
        Span<double> matrix = stackalloc double[Parameters * Parameters];
        Span<double> gradient = stackalloc double[Parameters];
        double[] fitted = [0, 0, 0, w];
        double total = Evaluate(fitted, matrix, gradient);
        Span<double> linear = stackalloc double[LinearParameters * LinearParameters];
        for (int i = 0; i < LinearParameters; i++)
        {
            matrix.Slice(i * Parameters, LinearParameters).CopyTo(linear[(i * LinearParameters)..]);
        }

        var equations = new NormalEquations(LinearParameters);
        if (!equations.TryFactor(linear))
        {
            return (fitted, double.PositiveInfinity);
        }

        Span<double> solution = stackalloc double[LinearParameters];
        gradient[..LinearParameters].CopyTo(solution);
        equations.Solve(solution);
        for (int i = 0; i < LinearParameters; i++)
        {
            total -= solution[i] * gradient[i];
            fitted[i] = -solution[i];
        }

        return (fitted, total);
    }
}
