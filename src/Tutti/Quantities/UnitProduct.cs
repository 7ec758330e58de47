using System.Collections.Concurrent;

namespace Tutti.Quantities;

/// <summary>Is what multiplying or dividing quantities in two units does: the unit of the result and a factor. Made once per pair and kept.</summary>
/// <remarks>
/// The factor is not 1 where units are worked into the number: units of different size that cancel (1 mm / 1 um is 1000), and shares of
/// something (50 % * 2 V is 1 V). A rate of shares (ppm/K) keeps its unit.
/// </remarks>
internal sealed class UnitProduct
{
    private static readonly ConcurrentDictionary<(Unit Left, Unit Right), UnitProduct> Products = new();
    private static readonly ConcurrentDictionary<(Unit Left, Unit Right), UnitProduct> Quotients = new();

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
    public static UnitProduct Multiply(Unit left, Unit right) => Products.TryGetValue((left, right), out UnitProduct? known)
        ? known
        : Products.GetOrAdd((left, right), static pair => new UnitProduct(pair.Left * pair.Right));

    /// <summary>Returns the quotient of two units; without a lock or an allocation after the first time.</summary>
    public static UnitProduct Divide(Unit left, Unit right) => Quotients.TryGetValue((left, right), out UnitProduct? known)
        ? known
        : Quotients.GetOrAdd((left, right), static pair => new UnitProduct(pair.Left / pair.Right));

    /// <summary>Returns the quantity that has a number in the full product of the units.</summary>
    public Quantity Apply(double value) => new(Unit.Rescale(value, _multiplier, _divisor), _unit);

    private static Unit Simplify(Unit full)
    {
        if (full.Dimension.IsNone)
        {
            return full.Factors is [{ Halves: 2 }] ? full : UnitCatalog.One;
        }

        UnitFactor[] factors = full.Factors.ToArray();
        bool isOfSomething = factors.Any(static factor => factor.Halves > 0 && !factor.Atom.Dimension.IsNone);
        return isOfSomething
            ? Unit.Product(factors.Where(static factor => factor.Halves < 0 || !factor.Atom.Dimension.IsNone))
            : full;
    }
}
