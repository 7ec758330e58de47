namespace Tutti.Quantities;

/// <content>Functions of quantities.</content>
public readonly partial struct Quantity
{
    /// <summary>Returns the magnitude.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <returns>The quantity without its sign.</returns>
    /// <exception cref="UnitException">The quantity is a point (degC, dBm).</exception>
    public static Quantity Abs(Quantity quantity) => quantity.IsPoint
        ? throw UnitErrors.NotLinear(quantity.Unit!, $"Cannot take the magnitude of {quantity}")
        : new Quantity(Math.Abs(quantity.Value), quantity.Unit);

    /// <summary>Returns the smaller of two quantities.</summary>
    /// <param name="left">The first, returned if both are equal.</param>
    /// <param name="right">The second.</param>
    /// <returns>The smaller in its own unit; the one that is not a number if there is one.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static Quantity Min(Quantity left, Quantity right) => left <= right || double.IsNaN(left.Value) ? left : right;

    /// <summary>Returns the larger of two quantities.</summary>
    /// <param name="left">The first, returned if both are equal.</param>
    /// <param name="right">The second.</param>
    /// <returns>The larger in its own unit; the one that is not a number if there is one.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static Quantity Max(Quantity left, Quantity right) => left >= right || double.IsNaN(left.Value) ? left : right;

    /// <summary>Returns the quantity, or the limit that it lies beyond.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="min">The lower limit.</param>
    /// <param name="max">The upper limit.</param>
    /// <returns>The quantity or a limit, each in its own unit.</returns>
    /// <exception cref="ArgumentException"><paramref name="min"/> is larger than <paramref name="max"/>.</exception>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static Quantity Clamp(Quantity quantity, Quantity min, Quantity max)
    {
        if (min > max)
        {
            throw new ArgumentException($"The lower limit {min} is larger than the upper limit {max}.", nameof(min));
        }

        return quantity < min ? min : quantity > max ? max : quantity;
    }

    /// <summary>Returns the square root: that of 4 mm^2 is 2 mm, that of 4 V^2/Hz is 2 V/sqrt(Hz).</summary>
    /// <param name="quantity">The quantity.</param>
    /// <returns>The root, in the root of the unit, a plain number for percent and the like; not a number if the quantity is negative.</returns>
    /// <exception cref="UnitException">The unit is a level or a point, or itself a root.</exception>
    public static Quantity Sqrt(Quantity quantity) => quantity.Dimension.IsNone
        ? new Quantity(Math.Sqrt((double)quantity), null)
        : new Quantity(Math.Sqrt(quantity.Value), quantity.Unit!.Sqrt());

    /// <summary>Raises a quantity to a power.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The power, in the power of the unit; a plain number for percent and the like.</returns>
    /// <exception cref="UnitException">The unit is a level or a point (dB, degC, dBm).</exception>
    /// <exception cref="OverflowException">The exponent of the unit would exceed <see cref="Dimension.MaxExponent"/>.</exception>
    public static Quantity Pow(Quantity quantity, int exponent) => quantity.Dimension.IsNone
        ? new Quantity(Math.Pow((double)quantity, exponent), null)
        : new Quantity(Math.Pow(quantity.Value, exponent), quantity.Unit!.Pow(exponent));
}
