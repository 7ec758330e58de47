using FsCheck;
using FsCheck.Fluent;
using Tutti.Quantities;

namespace Tutti.Tests.Quantities;

/// <summary>Makes random units, numbers and quantities, and checks properties with them.</summary>
internal static class Arbitrary
{
    /// <summary>Gets every named unit of the library, prefixes included.</summary>
    public static IReadOnlyList<Unit> NamedUnits { get; } =
    [
        .. UnitCatalog.All.SelectMany(definition => definition.IsPrefixable
            ? UnitPrefix.All.Select(prefix => prefix.WrittenSymbol + definition.Symbol).Prepend(definition.Symbol).Distinct()
            : [definition.Symbol]).Select(Unit.Parse),
    ];

    public static Gen<Unit> Named { get; } = Gen.Elements<Unit>(NamedUnits);

    public static Gen<Unit> Linear { get; } = Named.Where(unit => unit.Kind == UnitKind.Linear);

    /// <summary>Gets products of up to three named units with exponents from -3 to 3, and their roots.</summary>
    public static Gen<Unit> Products { get; } =
        from first in Power(1)
        from second in Power(3)
        from third in Power(3)
        from isRoot in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        select isRoot ? (first * second * third).Sqrt() : first * second * third;

    public static Gen<Unit> Any { get; } = Gen.OneOf(Named, Products);

    /// <summary>Gets every kind of number: large, small, special.</summary>
    public static Gen<double> Numbers { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>(),
        ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble),
        Gen.Elements(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 1, -1));

    /// <summary>Gets numbers as people write them: up to 12 digits and a moderate power of ten.</summary>
    public static Gen<double> Written { get; } =
        from digits in Gen.Choose(-999_999_999, 999_999_999)
        from more in Gen.Choose(0, 999)
        from ten in Gen.Choose(-20, 8)
        select double.Parse($"{digits}{more:000}E{ten}", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Gets numbers of ordinary size with all their digits.</summary>
    public static Gen<double> Ordinary { get; } =
        from number in ArbMap.Default.GeneratorFor<NormalFloat>()
        where Math.Abs(number.Get) is < 1e30 and > 1e-30
        select number.Get;

    public static void Check<T>(Gen<T> generator, Func<T, bool> property, int count = 1000) =>
        Prop.ForAll(generator.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));

    public static void Check<T1, T2>(Gen<T1> first, Gen<T2> second, Func<T1, T2, bool> property, int count = 1000) =>
        Prop.ForAll(first.ToArbitrary(), second.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));

    public static void Check<T1, T2, T3>(Gen<T1> first, Gen<T2> second, Gen<T3> third, Func<T1, T2, T3, bool> property, int count = 1000) =>
        Prop.ForAll(first.ToArbitrary(), second.ToArbitrary(), third.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));

    private static Gen<Unit> Power(int limit) =>
        from unit in Linear
        where Math.Abs(Math.Log10(unit.Factor)) < 20
        from exponent in Gen.Choose(-limit, limit)
        select unit.Pow(exponent);
}
