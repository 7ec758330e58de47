namespace Tutti.Quantities;

/// <summary>Is what multiplying or dividing quantities in two units does: the unit of the result and a factor. Made once per pair and kept.</summary>
/// <remarks>
/// The factor is not 1 where units are worked into the number: units of different size that cancel (1 mm / 1 um is 1000), and shares of
/// something (50 % * 2 V is 1 V). A rate of shares (ppm/K) keeps its unit.
/// </remarks>
internal sealed class UnitProduct
{
    private static readonly UnitPairs<UnitProduct> Products = new();
    private static readonly UnitPairs<UnitProduct> Quotients = new();

    private readonly Unit? _unit;
    private readonly double _multiplier;
    private readonly double _divisor;

    private UnitProduct(Unit full)
    {
        Unit unit = Simplify(full);
        (_multiplier, _divisor) = (full.Scale / unit.Scale).ToDoubles();
        _unit = unit;
    }

    /// <summary>Returns the product of two units; without a lock or an allocation after the first time.</summary>
    public static UnitProduct Multiply(Unit left, Unit right) =>
        Products.Find(left, right) ?? Products.Add(left, right, new UnitProduct(left * right));

    /// <summary>Returns the quotient of two units; without a lock or an allocation after the first time.</summary>
    public static UnitProduct Divide(Unit left, Unit right) =>
        Quotients.Find(left, right) ?? Quotients.Add(left, right, new UnitProduct(left / right));

    /// <summary>Returns the quantity that has a number in the full product of the units.</summary>
    public Quantity Apply(double value) => new(Unit.Rescale(value, _multiplier, _divisor), _unit);

    private static Unit Simplify(Unit full)
    {
        if (full.Dimension.IsNone)
        {
            return full.Factors is [{ Halves: 2 }] ? full : UnitCatalog.One;
        }

        bool isOfSomething = Array.Exists(full.Factors.ToArray(), static factor => factor.Halves > 0 && !IsShare(factor));
        return isOfSomething
            ? UnitCatalog.Make(Array.FindAll(full.Factors.ToArray(), static factor => factor.Halves < 0 || !IsShare(factor)))
            : full;
    }

    private static bool IsShare(UnitFactor factor) => factor.Atom.Dimension.IsNone;
}
