namespace Tutti.Quantities;

/// <content>Sums, products and powers.</content>
public readonly partial struct Quantity
{
    /// <summary>Returns the quantity itself.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <returns>The same.</returns>
    public static Quantity operator +(Quantity quantity) => quantity;

    /// <summary>Changes the sign.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <returns>The quantity with the other sign.</returns>
    /// <exception cref="UnitException">The quantity is a point (degC, dBm). Write <c>-5 * degC</c>.</exception>
    public static Quantity operator -(Quantity quantity) => quantity.IsPoint
        ? throw UnitErrors.NotLinear(quantity.Unit!, $"Cannot change the sign of {quantity}")
        : new Quantity(-quantity.Value, quantity.Unit);

    /// <summary>Adds two quantities.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns>The sum, in the unit of the point if one is a point (degC, dBm), else in the unit of <paramref name="left"/>.</returns>
    /// <exception cref="UnitException">The dimensions differ, or both are points.</exception>
    public static Quantity operator +(Quantity left, Quantity right)
    {
        if (left.IsPoint || right.IsPoint)
        {
            return left.IsPoint ? Shift(left, right, 1) : Shift(right, left, 1, isSwapped: true);
        }

        if (ReferenceEquals(left.Unit, right.Unit))
        {
            return new Quantity(left.Value + right.Value, left.Unit);
        }

        return left.Dimension == right.Dimension
            ? new Quantity(left.Value + right.In(left.Unit), left.Unit)
            : throw UnitErrors.Different($"add {left} and {right}", left.Dimension, right.Dimension);
    }

    /// <summary>Subtracts two quantities.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns>The difference, in the unit of <paramref name="left"/>; in K or dB if both are points (degC, dBm).</returns>
    /// <exception cref="UnitException">The dimensions differ, or only <paramref name="right"/> is a point.</exception>
    public static Quantity operator -(Quantity left, Quantity right)
    {
        if (left.IsPoint || right.IsPoint)
        {
            return SubtractPoints(left, right);
        }

        if (ReferenceEquals(left.Unit, right.Unit))
        {
            return new Quantity(left.Value - right.Value, left.Unit);
        }

        return left.Dimension == right.Dimension
            ? new Quantity(left.Value - right.In(left.Unit), left.Unit)
            : throw UnitErrors.Different($"subtract {right} from {left}", left.Dimension, right.Dimension);
    }

    /// <summary>Multiplies by a plain number.</summary>
    /// <param name="left">The quantity.</param>
    /// <param name="right">The number.</param>
    /// <returns>The product, in the same unit.</returns>
    /// <exception cref="UnitException">The quantity is a point (degC, dBm).</exception>
    public static Quantity operator *(Quantity left, double right) => left.IsPoint
        ? throw UnitErrors.NotLinear(left.Unit!, $"Cannot multiply {left} by {new Quantity(right, null)}")
        : new Quantity(left.Value * right, left.Unit);

    /// <summary>Multiplies by a plain number.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The quantity.</param>
    /// <returns>The product, in the same unit.</returns>
    /// <exception cref="UnitException">The quantity is a point (degC, dBm).</exception>
    public static Quantity operator *(double left, Quantity right) => right * left;

    /// <summary>Divides by a plain number.</summary>
    /// <param name="left">The quantity.</param>
    /// <param name="right">The number.</param>
    /// <returns>The quotient, in the same unit.</returns>
    /// <exception cref="UnitException">The quantity is a point (degC, dBm).</exception>
    public static Quantity operator /(Quantity left, double right) => left.IsPoint
        ? throw UnitErrors.NotLinear(left.Unit!, $"Cannot divide {left} by {new Quantity(right, null)}")
        : new Quantity(left.Value / right, left.Unit);

    /// <summary>Divides a plain number by a quantity.</summary>
    /// <param name="left">The number.</param>
    /// <param name="right">The quantity.</param>
    /// <returns>The quotient, in the inverse unit.</returns>
    /// <exception cref="UnitException">The quantity is a level or a point (dB, degC, dBm).</exception>
    public static Quantity operator /(double left, Quantity right) => new Quantity(left, null) / right;

    /// <summary>Multiplies two quantities.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns>The product, in the product of the units.</returns>
    /// <exception cref="UnitException">One is a point (degC, dBm), or a level (dB) and the other no plain number.</exception>
    public static Quantity operator *(Quantity left, Quantity right)
    {
        if (left.Unit is null || right.Unit is null)
        {
            return left.Unit is null ? right * left.Value : left * right.Value;
        }

        if (!left.IsLinear || !right.IsLinear)
        {
            throw NotLinear("multiply", left, right);
        }

        return UnitProduct.Multiply(left.Unit, right.Unit).Apply(left.Value * right.Value);
    }

    /// <summary>Divides two quantities.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor.</param>
    /// <returns>The quotient, in the quotient of the units.</returns>
    /// <exception cref="UnitException">One is a point (degC, dBm), or a level (dB) and the divisor no plain number.</exception>
    public static Quantity operator /(Quantity left, Quantity right)
    {
        if (right.Unit is null)
        {
            return left / right.Value;
        }

        if (!left.IsLinear || !right.IsLinear)
        {
            throw NotLinear("divide", left, right);
        }

        return UnitProduct.Divide(left.UnitOrOne, right.Unit).Apply(left.Value / right.Value);
    }

    /// <summary>Appends a unit: <c>2 * N * m</c>.</summary>
    /// <param name="left">The quantity.</param>
    /// <param name="right">The unit.</param>
    /// <returns>The quantity, in the product of the units.</returns>
    /// <exception cref="UnitException">One is a level or a point (dB, degC, dBm).</exception>
    public static Quantity operator *(Quantity left, Unit right) => left * (1 * right);

    /// <summary>Divides by a unit: <c>1 * mm3 / s</c>.</summary>
    /// <param name="left">The quantity.</param>
    /// <param name="right">The unit.</param>
    /// <returns>The quantity, in the quotient of the units.</returns>
    /// <exception cref="UnitException">One is a level or a point (dB, degC, dBm).</exception>
    public static Quantity operator /(Quantity left, Unit right) => left / (1 * right);

    private static Quantity Shift(Quantity point, Quantity difference, int sign, bool isSwapped = false)
    {
        Unit step = point.Unit!.Difference;
        if (difference.IsPoint || difference.Dimension != step.Dimension)
        {
            (Quantity left, Quantity right) = isSwapped ? (difference, point) : (point, difference);
            string attempt = sign > 0 ? $"add {left} and {right}" : $"subtract {right} from {left}";
            throw UnitErrors.NotDifference(attempt, point.Unit);
        }

        return new Quantity(point.Value + (sign * difference.In(step)), point.Unit);
    }

    private static UnitException NotLinear(string verb, Quantity left, Quantity right) =>
        UnitErrors.NotLinear(left.IsLinear ? right.Unit! : left.Unit!, $"Cannot {verb} {left} by {right}");

    private static Quantity SubtractPoints(Quantity left, Quantity right)
    {
        if (!right.IsPoint)
        {
            return Shift(left, right, -1);
        }

        if (!left.IsPoint)
        {
            throw UnitErrors.NotDifference($"subtract {right} from {left}", right.Unit!);
        }

        return left.Dimension == right.Dimension
            ? new Quantity(left.Value - right.In(left.Unit), left.Unit!.Difference)
            : throw UnitErrors.Different($"subtract {right} from {left}", left.Dimension, right.Dimension);
    }
}
