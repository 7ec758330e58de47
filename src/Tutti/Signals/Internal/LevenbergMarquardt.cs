namespace Tutti.Signals.Internal;

/// <summary>Fits the parameters of a model by damped least squares.</summary>
/// <remarks>
/// Source: D. W. Marquardt, An algorithm for least-squares estimation of nonlinear parameters, J. SIAM 11 (1963) 431. The damping goes down
/// by 10 after a step that helped and up by 10 after one that did not.
/// </remarks>
internal sealed class LevenbergMarquardt
{
    private const int MaxSteps = 200;
    private const double MaxDamping = 1e10;
    private const double Tolerance = 1e-12;

    private readonly LeastSquaresModel _model;
    private readonly NormalEquations _equations;
    private double[] _matrix;
    private double[] _gradient;
    private double[] _nextMatrix;
    private double[] _nextGradient;

    /// <summary>Fits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="start">The parameters to begin with; they are copied.</param>
    internal LevenbergMarquardt(LeastSquaresModel model, ReadOnlySpan<double> start)
    {
        int n = model.ParameterCount;
        _model = model;
        _equations = new NormalEquations(n);
        (_matrix, _gradient, _nextMatrix, _nextGradient) = (new double[n * n], new double[n], new double[n * n], new double[n]);
        Parameters = start.ToArray();
        Residual = model.Evaluate(Parameters, _matrix, _gradient);
        Run();
    }

    /// <summary>Gets the fitted parameters.</summary>
    internal double[] Parameters { get; private set; }

    /// <summary>Gets the sum of the squares of what is left; not finite if the data are not.</summary>
    internal double Residual { get; private set; }

    /// <summary>Computes the standard uncertainty of a parameter, for independent noise of equal size on all data.</summary>
    /// <param name="index">The index of the parameter.</param>
    /// <returns>The uncertainty; infinite if the data do not tell the parameter.</returns>
    internal double UncertaintyOf(int index)
    {
        if (!double.IsFinite(Residual) || !_equations.TryFactor(_matrix))
        {
            return double.PositiveInfinity;
        }

        var unit = new double[Parameters.Length];
        unit[index] = 1;
        _equations.Solve(unit);
        return double.Sqrt(unit[index] * Residual / (_model.ResidualCount - Parameters.Length));
    }

    private void Run()
    {
        double damping = 1e-3;
        var next = new double[Parameters.Length];
        for (int step = 0; step < MaxSteps && damping <= MaxDamping; step++)
        {
            if (!_equations.TryFactor(_matrix, damping))
            {
                damping *= 10;
                continue;
            }

            _gradient.CopyTo(next, 0);
            _equations.Solve(next);
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = Parameters[i] - next[i];
            }

            double residual = _model.Evaluate(next, _nextMatrix, _nextGradient);
            if (!(residual <= Residual))
            {
                damping *= 10;
                continue;
            }

            bool isDone = Residual - residual <= Tolerance * Residual;
            (Parameters, next) = (next, Parameters);
            (_matrix, _nextMatrix) = (_nextMatrix, _matrix);
            (_gradient, _nextGradient) = (_nextGradient, _gradient);
            Residual = residual;
            damping = double.Max(damping / 10, 1e-12);
            if (isDone)
            {
                return;
            }
        }
    }
}
