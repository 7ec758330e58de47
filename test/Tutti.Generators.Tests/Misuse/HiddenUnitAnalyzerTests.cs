using System.Reflection;
using Microsoft.CodeAnalysis;
using Tutti.Generators.Misuse;
using Tutti.Generators.Tests.Harness;
using Tutti.Quantities;

namespace Tutti.Generators.Tests.Misuse;

public sealed class HiddenUnitAnalyzerTests
{
    private const string Usings = "using Tutti.Quantities; using static Tutti.Quantities.Units; ";

    [Theory]
    [InlineData("void Do() { double s = 3; Quantity speed = 2 * mm / [|s|]; }", "s", "a local variable", "Unit.Second")]
    [InlineData("void Do() { Quantity s = 3 * mm; Quantity speed = 2 * mm / [|s|]; }", "s", "a local variable", "Unit.Second")]
    [InlineData("Quantity Do(double m) => 2 * ([|m|] * mm) * 3;", "m", "a parameter", "Unit.Metre")]
    [InlineData("Quantity Do(int h, Quantity power) => power * [|h|];", "h", "a parameter", "Unit.Hour")]
    [InlineData("void Do<T>(double x) { var q = 2 * [|T|]; }", "T", "a type parameter", "Unit.Tesla")]
    [InlineData("object Do(double[] all) => from min in all select 2 * mm / [|min|];", "min", "a range variable", "Unit.Minute")]
    [InlineData("void Do(double[] all) { foreach (double count in all) { _ = 1 * V / [|count|]; } }", "count", "a local variable", "Unit.Count")]
    [InlineData("void Do(double h) { Clock.Delay(5 * [|h|]); }", "h", "a parameter", "Unit.Hour")]
    [InlineData("void Do(double h) { Quantity time = 5 * [|h|]; }", "h", "a parameter", "Unit.Hour")]
    [InlineData("Quantity Do(double h) => 5 * [|h|];", "h", "a parameter", "Unit.Hour")]
    [InlineData("Func<double, Quantity> f = V => 2 * mV * [|V|];", "V", "a parameter", "Unit.Volt")]
    public async Task Variable_ThatHidesAUnitBesideUnits_IsReported(string member, string name, string what, string instead)
    {
        string source = Usings + $"class Lab {{ {member} }}";

        await Analysis.RunAsync(
            new HiddenUnitAnalyzer(),
            source,
            "TUTTI006",
            $"'{name}' is {what} here and not the unit, which it hides: rename it, or write {instead} for the unit");
    }

    [Theory]
    [InlineData("double Do(double m, double x, double s) => (m * x / s) + (2 * m);")]
    [InlineData("Quantity Do(double x) => x * mm / s;")]
    [InlineData("void Do() { double s = 3; Quantity speed = 2 * mm / Unit.Second; double twice = 2 * s; }")]
    [InlineData("void Do() { Unit V = Unit.Millivolt; Quantity voltage = 2 * V / mA; }")]
    [InlineData("void Do(double s) { Math.Max(2 * s, 1); Console.WriteLine(2 * s); TimeSpan.FromSeconds(2 * s); }")]
    [InlineData("Quantity Do(Quantity m, Quantity s) => m / s;")]
    [InlineData("Quantity Do(Quantity s) => s + (2 * mm);")]
    [InlineData("Quantity Do(Quantity speed, double seconds) => speed * seconds;")]
    public async Task OtherFactors_AreNotReported(string member)
    {
        await Analysis.RunAsync(new HiddenUnitAnalyzer(), Usings + $"class Lab {{ {member} }}");
    }

    [Fact]
    public async Task Variable_WhereUnitsAreNotImported_HidesNothing()
    {
        await Analysis.RunAsync(
            new HiddenUnitAnalyzer(), "using Tutti.Quantities; class Lab { Quantity Do(double s) => 2 * Unit.Millimetre / s; }");
    }

    [Fact]
    public async Task Variable_WhereUnitsAreImportedEverywhere_IsReported()
    {
        Diagnostic[] found = await Analysis.RunPlainAsync(
            TestCompilation.Of("using Tutti.Quantities; class Lab { Quantity Do(double s) => 2 * mm / s; }", "global using static Tutti.Quantities.Units;"),
            new HiddenUnitAnalyzer());

        Assert.Single(found);
    }

    [Fact]
    public void LongNames_AreThoseOfTheLibrary()
    {
        PropertyInfo[] units = typeof(Units).GetProperties(BindingFlags.Public | BindingFlags.Static);

        Assert.Equal(units.Select(unit => unit.Name).Order(StringComparer.Ordinal), UnitNames.Short.Order(StringComparer.Ordinal));
        Assert.All(units, unit => Assert.Same(unit.GetValue(null), UnitOf(UnitNames.Find(unit.Name)!)));
    }

    private static object? UnitOf(string longName) =>
        typeof(Unit).GetProperty(longName["Unit.".Length..], BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
}
