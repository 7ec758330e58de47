using System.Reflection;
using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class UnitTests
{
    private static readonly IReadOnlyList<(string Name, Unit Unit)> ShortNames = UnitsOf(typeof(Units));

    private static readonly IReadOnlyList<(string Name, Unit Unit)> LongNames = UnitsOf(typeof(Unit));

    [Fact]
    public void ShortNames_Are_SymbolsAsTheyAreRead()
    {
        string[] exceptions = ["percent", "gauss", "day", "samples"];

        Assert.All(ShortNames, entry => Assert.Same(entry.Unit, Unit.Parse(entry.Name == "gauss" ? "G" : entry.Name)));
        Assert.All(ShortNames.ExceptBy(exceptions, entry => entry.Name), entry => Assert.Equal(entry.Unit.Symbol.Replace("^", string.Empty, StringComparison.Ordinal), entry.Name));
        Assert.True(ShortNames.Count > 200);
    }

    [Fact]
    public void LongNames_Are_NamesInPascalCase()
    {
        IEnumerable<(string Name, Unit Unit)> named = LongNames.Where(entry => !entry.Unit.Name.Contains('^', StringComparison.Ordinal));

        Assert.All(named, entry => Assert.Equal(entry.Unit.Name.Replace(" ", string.Empty, StringComparison.Ordinal), entry.Name, ignoreCase: true));
    }

    [Fact]
    public void ShortNames_AndLongNames_AreOfTheSameUnits() =>
        Assert.Equal(LongNames.Select(entry => entry.Unit.Symbol).Where(symbol => symbol.Length > 0).Order(), ShortNames.Select(entry => entry.Unit.Symbol).Distinct().Order());

    [Fact]
    public void NamedUnits_WithAllPrefixes_HaveOneReadingEach()
    {
        Assert.Equal(Arbitrary.NamedUnits.Count, Arbitrary.NamedUnits.Select(unit => unit.Symbol).Distinct().Count());
        Assert.All(UnitCatalog.All.Where(definition => definition.IsPrefixable), definition =>
            Assert.All(UnitPrefix.All, prefix => Assert.Equal(prefix.WrittenSymbol + definition.Symbol, Unit.Parse(prefix.Symbol + definition.Symbol).Symbol)));
    }

    [Fact]
    public void SameUnit_MadeInManyWays_IsOneObject()
    {
        Assert.Same(mm3, mm * mm * mm);
        Assert.Same(mm3, mm.Pow(3));
        Assert.Same(mm3, Unit.Parse("mm³"));
        Assert.Same(N * m, m * N);
        Assert.Same(m, m * s / s);
        Assert.Same(m, m.Pow(2).Sqrt());
        Assert.Same(Unit.One, m / m);
        Assert.Same(Unit.Tesla, T);
        Assert.NotSame(uL, mm3);
    }

    [Fact]
    public void SameUnit_MadeByManyThreads_IsOneObject()
    {
        Unit[] units = new Unit[64];

        Parallel.For(0, units.Length, i => units[i] = Unit.Parse(i % 2 == 0 ? "Eg^7*zlx/Ycps" : "zlx*Eg^7/Ycps"));

        Assert.All(units, unit => Assert.Same(units[0], unit));
    }

    [Fact]
    public void Units_UnderMultiplication_AreACommutativeGroup()
    {
        Arbitrary.Check(Arbitrary.Products, Arbitrary.Products, Arbitrary.Products, (a, b, c) =>
            ReferenceEquals(a * b * c, a * (b * c))
            && ReferenceEquals(a * b, b * a)
            && ReferenceEquals(a / a, Unit.One)
            && ReferenceEquals(a * Unit.One, a)
            && ReferenceEquals(a / b * b, a));
    }

    [Fact]
    public void Symbol_OfAProduct_IsInConventionalOrder()
    {
        Assert.Equal("mm^3/s", (mm3 / s).Symbol);
        Assert.Equal("N*m", (m * N).Symbol);
        Assert.Equal("W/(m^2*K)", (W / m2 / K).Symbol);
        Assert.Equal("kg*m/s^2", (kg * m / s.Pow(2)).Symbol);
        Assert.Equal("1/s", s.Pow(-1).Symbol);
        Assert.Equal("V/sqrt(Hz)", (V / Hz.Sqrt()).Symbol);
        Assert.Equal("sqrt(m^3)", m3.Sqrt().Symbol);
        Assert.Equal("V^2/Hz", (V * V / Hz).Symbol);
        Assert.Equal("mV*s", (s * mV).Symbol);
        Assert.Equal("volt^2/hertz", (V * V / Hz).Name);
        Assert.Equal(string.Empty, Unit.One.Symbol);
    }

    [Theory]
    [InlineData("km", 1e3)]
    [InlineData("um", 1e-6)]
    [InlineData("kg", 1)]
    [InlineData("g", 1e-3)]
    [InlineData("eV", 1.602176634e-19)]
    [InlineData("psi", 6894.757293168361)]
    [InlineData("deg", Math.PI / 180)]
    [InlineData("mm^3/s", 1e-9)]
    [InlineData("nV/sqrt(Hz)", 1e-9)]
    [InlineData("mW/sqrt(kHz)", 3.1622776601683795e-5)]
    [InlineData("%", 0.01)]
    [InlineData("Da", 1.66053906892e-27)]
    [InlineData("qm", 1e-30)]
    [InlineData("Qm^2/qm^2", 1e120)]
    public void Factor_OfALinearUnit_IsItsSizeInSi(string symbol, double expected)
    {
        double factor = Unit.Parse(symbol).Factor;

        Assert.Equal(expected, factor, expected * 4e-16);
    }

    [Fact]
    public void Factor_OfAPointUnit_Throws() =>
        Assert.Equal("degC is a point on a scale and has no factor; convert values with In(K).", Assert.Throws<UnitException>(() => degC.Factor).Message);

    [Fact]
    public void ProductsOfLevelsAndPoints_AreRefused()
    {
        Assert.Equal(
            "Cannot make a product or a power with dBm: dBm is a point on a scale. Convert it first with To(mW).",
            Assert.Throws<UnitException>(() => dBm / Hz).Message);
        Assert.Equal(
            "Cannot make a product or a power with dB: dB is the logarithm of a ratio. Convert it first with Decibel.ToPowerRatio or Decibel.ToAmplitudeRatio.",
            Assert.Throws<UnitException>(() => dB * V).Message);
        Assert.Throws<UnitException>(() => degC.Pow(2));
        Assert.Throws<UnitException>(() => K / degC);
        Assert.Throws<UnitException>(() => dB.Sqrt());
    }

    [Fact]
    public void RootOfARoot_AndTooLargeExponents_AreRefused()
    {
        Assert.Throws<UnitException>(() => m.Sqrt().Sqrt());
        Assert.Throws<OverflowException>(() => m.Pow(64));
        Assert.Throws<OverflowException>(() => m.Pow(int.MinValue));
        Assert.Throws<OverflowException>(() => Unit.Parse("Qm").Pow(20));
        Assert.Same(Unit.One, m.Pow(0));
    }

    [Fact]
    public void Difference_OfAUnit_IsThatOfItsPoints()
    {
        Assert.Same(K, degC.Difference);
        Assert.Same(dB, dBm.Difference);
        Assert.Same(dB, dB.Difference);
        Assert.Same(mV, mV.Difference);
    }

    [Fact]
    public void NullUnits_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => 2 * (Unit)null!);
        Assert.Throws<ArgumentNullException>(() => m * (Unit)null!);
        Assert.Throws<ArgumentNullException>(() => Unit.Parse(null!));
    }

    private static IReadOnlyList<(string Name, Unit Unit)> UnitsOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(Unit))
            .Select(property => (property.Name, (Unit)property.GetValue(null)!)),
    ];
}
