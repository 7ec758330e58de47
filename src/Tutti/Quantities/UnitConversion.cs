namespace Tutti.Quantities;

/// <summary>Converts numbers from one unit to another of the same dimension. Made once per pair of units and kept.</summary>
internal sealed class UnitConversion
{
    private static readonly UnitPairs<UnitConversion> All = new();

    private readonly Unit _from;
    private readonly Unit _to;
    private readonly double _multiplier;
    private readonly double _divisor;

    private UnitConversion(Unit from, Unit to)
    {
        _from = from;
        _to = to;
        (_multiplier, _divisor) = (Anchor(from).Scale / Anchor(to).Scale).ToDoubles();
    }

    /// <summary>Converts a number; without a lock or an allocation after the first time.</summary>
    /// <exception cref="UnitException">The dimensions differ, or the value has no place on the scale: a negative power in dBm.</exception>
    public static double Convert(double value, Unit from, Unit to)
    {
        UnitConversion? conversion = All.Find(from, to);
        if (conversion is null)
        {
            conversion = from.Dimension == to.Dimension
                ? All.Add(from, to, new UnitConversion(from, to))
                : throw UnitErrors.CannotExpress(new Quantity(value, from), to);
        }

        return conversion.Convert(value);
    }

    private double Convert(double value)
    {
        if (_from.Points is null && _to.Points is null)
        {
            return Unit.Rescale(value, _multiplier, _divisor);
        }

        double anchored = _from.Points?.ToAnchor(value) ?? value;
        double rescaled = Unit.Rescale(anchored, _multiplier, _divisor);
        double converted = _to.Points?.FromAnchor(rescaled) ?? rescaled;
        return double.IsNaN(converted) && !double.IsNaN(value)
            ? throw new UnitException($"Cannot express {new Quantity(value, _from)} in {_to}: the logarithm of a negative number does not exist.")
            : converted;
    }

    private static Unit Anchor(Unit unit) => unit.Points?.Anchor ?? unit;
}
