namespace Tutti.Quantities;

/// <content>Products, quotients and powers of units.</content>
public sealed partial class Unit
{
    /// <summary>Makes a quantity: <c>2 * mm</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit.</param>
    /// <returns>The quantity.</returns>
    public static Quantity operator *(double value, Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new Quantity(value, unit);
    }

    /// <summary>Makes a quantity in the inverse unit: <c>5 / s</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit below the line.</param>
    /// <returns>The quantity.</returns>
    /// <exception cref="UnitException">The unit is dB, or a point unit such as degC or dBm.</exception>
    public static Quantity operator /(double value, Unit unit) => new Quantity(value, null) / unit;

    /// <summary>Multiplies two units: <c>N * m</c>.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns>The product; equal factors are collected, others are kept as they are.</returns>
    /// <exception cref="UnitException">One is dB, or a point unit such as degC or dBm.</exception>
    /// <exception cref="OverflowException">An exponent would exceed <see cref="Dimension.MaxExponent"/>, or the size the range of a number.</exception>
    public static Unit operator *(Unit left, Unit right) => Combine(left, right, 1);

    /// <summary>Divides two units: <c>mm / s</c>.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The quotient; equal factors cancel, others are kept as they are.</returns>
    /// <exception cref="UnitException">One is dB, or a point unit such as degC or dBm.</exception>
    /// <exception cref="OverflowException">An exponent would exceed <see cref="Dimension.MaxExponent"/>, or the size the range of a number.</exception>
    public static Unit operator /(Unit left, Unit right) => Combine(left, right, -1);

    /// <summary>Raises the unit to a power: <c>V.Pow(2)</c>.</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The power.</returns>
    /// <exception cref="UnitException">The unit is dB, or a point unit such as degC or dBm.</exception>
    /// <exception cref="OverflowException">An exponent would exceed <see cref="Dimension.MaxExponent"/>, or the size the range of a number.</exception>
    public Unit Pow(int exponent)
    {
        ThrowIfNotLinear();
        return UnitCatalog.Make(UnitFactors.Power(_factors, exponent));
    }

    /// <summary>Returns the unit whose square is this one: <c>V / Hz.Sqrt()</c>.</summary>
    /// <returns>The root.</returns>
    /// <exception cref="UnitException">The unit is dB or a point unit such as degC or dBm, or is itself a root.</exception>
    public Unit Sqrt()
    {
        ThrowIfNotLinear();
        return UnitFactors.Root(_factors) is { } root
            ? UnitCatalog.Make(root)
            : throw new UnitException($"The unit {Symbol} has no square root: exponents of units are whole or half.");
    }

    private static Unit Combine(Unit left, Unit right, int sign)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        left.ThrowIfNotLinear();
        right.ThrowIfNotLinear();
        return UnitCatalog.Make(UnitFactors.Merge(left._factors, right._factors, sign));
    }

    private void ThrowIfNotLinear()
    {
        if (Kind != UnitKind.Linear)
        {
            throw UnitErrors.NotLinear(this, $"Cannot make a product or a power with {Symbol}");
        }
    }
}
