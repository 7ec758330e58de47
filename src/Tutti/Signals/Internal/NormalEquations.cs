namespace Tutti.Signals.Internal;

/// <summary>Solves small symmetric positive definite systems: the normal equations of least squares.</summary>
/// <remarks>
/// By Cholesky's factors of the matrix scaled to a unit diagonal, so that parameters of very different sizes do no harm. Source: G. H.
/// Golub, C. F. Van Loan, Matrix Computations (4th edition 2013), section 4.2.
/// </remarks>
internal sealed class NormalEquations
{
    /// <summary>A pivot that is left this small by rounding tells that parameters depend on one another.</summary>
    private const double SmallestPivot = 1e-13;

    private readonly int _size;
    private readonly double[] _factors;
    private readonly double[] _scales;

    /// <summary>Reserves memory for systems of a size.</summary>
    /// <param name="size">The number of unknowns.</param>
    internal NormalEquations(int size)
    {
        _size = size;
        _factors = new double[size * size];
        _scales = new double[size];
    }

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">The matrix, row by row; the lower triangle is read.</param>
    /// <param name="damping">What the diagonal is enlarged by, in parts of itself.</param>
    /// <returns><see langword="false"/> if the matrix is not positive definite: a parameter cannot be told.</returns>
    internal bool TryFactor(ReadOnlySpan<double> matrix, double damping = 0)
    {
        for (int i = 0; i < _size; i++)
        {
            _scales[i] = 1 / double.Sqrt(matrix[(i * _size) + i]);
            if (!double.IsFinite(_scales[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < _size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = i == j ? 1 + damping : matrix[(i * _size) + j] * _scales[i] * _scales[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= _factors[(i * _size) + k] * _factors[(j * _size) + k];
                }

                if (i == j && !(sum > SmallestPivot))
                {
                    return false;
                }

                _factors[(i * _size) + j] = i == j ? double.Sqrt(sum) : sum / _factors[(j * _size) + j];
            }
        }

        return true;
    }

    /// <summary>Solves the factored system.</summary>
    /// <param name="vector">The right side, replaced by the solution.</param>
    internal void Solve(Span<double> vector)
    {
        for (int i = 0; i < _size; i++)
        {
            double sum = vector[i] * _scales[i];
            for (int k = 0; k < i; k++)
            {
                sum -= _factors[(i * _size) + k] * vector[k];
            }

            vector[i] = sum / _factors[(i * _size) + i];
        }

        for (int i = _size - 1; i >= 0; i--)
        {
            double sum = vector[i];
            for (int k = i + 1; k < _size; k++)
            {
                sum -= _factors[(k * _size) + i] * vector[k];
            }

            vector[i] = sum / _factors[(i * _size) + i];
        }

        for (int i = 0; i < _size; i++)
        {
            vector[i] *= _scales[i];
        }
    }
}
