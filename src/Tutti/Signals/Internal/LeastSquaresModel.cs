namespace Tutti.Signals.Internal;

/// <summary>Is what <see cref="LevenbergMarquardt"/> fits: a model with parameters, and the data.</summary>
internal abstract class LeastSquaresModel
{
    /// <summary>Gets the number of parameters.</summary>
    internal abstract int ParameterCount { get; }

    /// <summary>Gets the number of real residuals.</summary>
    internal abstract int ResidualCount { get; }

    /// <summary>Sums up the residuals r = model - data and their derivatives J by the parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="matrix">Receives J^T J, row by row; the lower triangle counts.</param>
    /// <param name="gradient">Receives J^T r.</param>
    /// <returns>The sum of the squares of r.</returns>
    internal abstract double Evaluate(ReadOnlySpan<double> parameters, Span<double> matrix, Span<double> gradient);
}
