namespace Tutti.Quantities;

/// <content>Equality and order.</content>
public readonly partial struct Quantity
{
    private const double OrdinaryValue = 1e100;
    private const double ClearDifference = 1e-13;

    /// <summary>Says whether two quantities are equal to 15 digits in SI units.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if they are equal; <see langword="false"/> if one is not a number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static bool operator ==(Quantity left, Quantity right) => Compare(left, right) == 0;

    /// <summary>Says whether two quantities differ within 15 digits in SI units.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if they differ or one is not a number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static bool operator !=(Quantity left, Quantity right) => Compare(left, right) != 0;

    /// <summary>Says whether a quantity is smaller than another.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if it is smaller; <see langword="false"/> if equal to 15 digits or not a number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static bool operator <(Quantity left, Quantity right) => Compare(left, right) < 0;

    /// <summary>Says whether a quantity is larger than another.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if it is larger; <see langword="false"/> if equal to 15 digits or not a number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static bool operator >(Quantity left, Quantity right) => Compare(left, right) > 0;

    /// <summary>Says whether a quantity is smaller than another or equal to 15 digits.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if it is; <see langword="false"/> if one is not a number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static bool operator <=(Quantity left, Quantity right) => Compare(left, right) <= 0;

    /// <summary>Says whether a quantity is larger than another or equal to 15 digits.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <returns><see langword="true"/> if it is; <see langword="false"/> if one is not a number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public static bool operator >=(Quantity left, Quantity right) => Compare(left, right) >= 0;

    /// <summary>Orders two quantities; not a number comes first.</summary>
    /// <param name="other">The other.</param>
    /// <returns>A negative number, 0 or a positive number.</returns>
    /// <exception cref="UnitException">The dimensions differ.</exception>
    public int CompareTo(Quantity other)
    {
        ThrowIfDifferent(this, other);
        return Order(other);
    }

    /// <summary>Says whether two quantities have the same dimension and are equal to 15 digits in SI units.</summary>
    /// <param name="other">The other.</param>
    /// <returns><see langword="true"/> if they are equal, also if both are not a number; <see langword="false"/> if the dimensions differ.</returns>
    public bool Equals(Quantity other) => HasDimensionOf(other) && Order(other) == 0;

    /// <inheritdoc cref="Equals(Quantity)"/>
    /// <param name="obj">The other.</param>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Dimension, Key());

    private static double Compare(Quantity left, Quantity right)
    {
        ThrowIfDifferent(left, right);
        return double.IsNaN(left.Value) || double.IsNaN(right.Value) ? double.NaN : left.Order(right);
    }

    private static void ThrowIfDifferent(Quantity left, Quantity right)
    {
        if (!left.HasDimensionOf(right))
        {
            throw UnitErrors.Different($"compare {left} and {right}", left.Dimension, right.Dimension);
        }
    }

    private static bool IsOrdinary(double value) => Math.Abs(value) is 0 or (< OrdinaryValue and > 1 / OrdinaryValue);

    private bool HasDimensionOf(Quantity other) => ReferenceEquals(Unit, other.Unit) || Dimension == other.Dimension;

    private int Order(Quantity other)
    {
        if (ReferenceEquals(Unit, other.Unit))
        {
            double difference = Value - other.Value;
            if (difference == 0)
            {
                return 0;
            }

            // far more than the rounding to 15 digits can hide: the SI values need not be calculated
            if (Unit is null or { HasOrdinarySize: true } && IsOrdinary(Value) && IsOrdinary(other.Value)
                && Math.Abs(difference) > ClearDifference * Math.Max(Math.Abs(Value), Math.Abs(other.Value)))
            {
                return difference < 0 ? -1 : 1;
            }
        }

        return Key().CompareTo(other.Key());
    }

    private long Key() => RoundedOrder.Of(Unit?.ToSi(Value) ?? Value);
}
