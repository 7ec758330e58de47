using System.Runtime.CompilerServices;

namespace Tutti.Quantities;

/// <summary>Says what kind of physical quantity a unit measures: a product of powers of the <see cref="BaseDimension"/>s.</summary>
/// <remarks>
/// Exponents are whole or half (a noise density in V/sqrt(Hz) needs the half) and lie from -<see cref="MaxExponent"/> to
/// <see cref="MaxExponent"/>. The <see langword="default"/> is <see cref="None"/>, the dimension of a plain number.
/// </remarks>
public readonly partial struct Dimension : IEquatable<Dimension>
{
    /// <summary>The largest exponent of a base dimension.</summary>
    public const int MaxExponent = 63;

    private const int BaseCount = (int)BaseDimension.Level + 1;

    private readonly Exponents _halves;

    private Dimension(Exponents halves) => _halves = halves;

    /// <summary>Gets the dimension of a plain number.</summary>
    public static Dimension None => default;

    /// <summary>Gets a value that says whether this is the dimension of a plain number.</summary>
    public bool IsNone => this == default;

    /// <summary>Returns the dimension that consists of one base dimension.</summary>
    /// <param name="dimension">The base dimension.</param>
    /// <returns>That dimension, to the power of one.</returns>
    public static Dimension Of(BaseDimension dimension)
    {
        ThrowIfUnknown(dimension);
        Exponents halves = default;
        halves[(int)dimension] = 2;
        return new Dimension(halves);
    }

    /// <summary>Multiplies two dimensions.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns>The dimension of a product.</returns>
    /// <exception cref="OverflowException">An exponent would exceed <see cref="MaxExponent"/>.</exception>
    public static Dimension operator *(Dimension left, Dimension right) => Combine(left, right, 1);

    /// <summary>Divides two dimensions.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The dimension of a quotient.</returns>
    /// <exception cref="OverflowException">An exponent would exceed <see cref="MaxExponent"/>.</exception>
    public static Dimension operator /(Dimension left, Dimension right) => Combine(left, right, -1);

    /// <summary>Says whether two dimensions are the same.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if all exponents agree.</returns>
    public static bool operator ==(Dimension left, Dimension right) => left.Equals(right);

    /// <summary>Says whether two dimensions differ.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if an exponent differs.</returns>
    public static bool operator !=(Dimension left, Dimension right) => !left.Equals(right);

    /// <summary>Returns the exponent of a base dimension; a multiple of one half.</summary>
    /// <param name="dimension">The base dimension.</param>
    /// <returns>The exponent, 0 if the base dimension does not occur.</returns>
    public double ExponentOf(BaseDimension dimension)
    {
        ThrowIfUnknown(dimension);
        return _halves[(int)dimension] / 2.0;
    }

    /// <summary>Raises the dimension to a power.</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The dimension of a power.</returns>
    /// <exception cref="OverflowException">An exponent would exceed <see cref="MaxExponent"/>.</exception>
    public Dimension Pow(int exponent) => Power((long)exponent * 2);

    /// <inheritdoc/>
    public bool Equals(Dimension other) => ((ReadOnlySpan<sbyte>)_halves).SequenceEqual(other._halves);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Dimension other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (sbyte halves in _halves)
        {
            hash.Add(halves);
        }

        return hash.ToHashCode();
    }

    /// <summary>Raises the dimension to half a whole power.</summary>
    /// <param name="halves">Twice the exponent.</param>
    /// <returns>The dimension; quarters cannot be expressed.</returns>
    internal Dimension Power(long halves)
    {
        Exponents result = default;
        for (int i = 0; i < BaseCount; i++)
        {
            long doubled = _halves[i] * halves;
            result[i] = doubled % 2 == 0 ? Checked(doubled / 2) : throw TooFine(this);
        }

        return new Dimension(result);
    }

    private static void ThrowIfUnknown(BaseDimension dimension)
    {
        if (!Enum.IsDefined(dimension))
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "There is no such base dimension.");
        }
    }

    private static Dimension Combine(Dimension left, Dimension right, int sign)
    {
        Exponents result = default;
        for (int i = 0; i < BaseCount; i++)
        {
            result[i] = Checked(left._halves[i] + (sign * right._halves[i]));
        }

        return new Dimension(result);
    }

    private static sbyte Checked(long halves) => Math.Abs(halves) <= 2 * MaxExponent
        ? (sbyte)halves
        : throw new OverflowException($"An exponent of a dimension lies from -{MaxExponent} to {MaxExponent}.");

    private static UnitException TooFine(Dimension dimension) => new($"The dimension {dimension} has no square root: exponents are whole or half.");

    [InlineArray(BaseCount)]
    private struct Exponents
    {
        private sbyte _first;
    }
}
