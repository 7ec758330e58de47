using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityTextTests
{
    private const string Characters = "0123456789.,eE+-−*/^()·×√²³⁻¹ µμΩ°%kmsVHzdBdegCradsqrtNaInfinity1∞\t\u00A0\0x";

    /// <summary>Text that is nearly a quantity, so that the reader gets far into it.</summary>
    private static readonly Gen<string> Garbage = Gen.OneOf(
        Gen.ArrayOf(Gen.Elements(Characters.ToCharArray())).Select(characters => new string(characters)),
        Gen.ArrayOf(Gen.Elements("1", " ", "mm", "/", "*", "(", ")", "^", "-", "63", "sqrt(", "√", "dBm", "%", "Qm", "²", "1/", "e5")).Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null));

    [Fact]
    public void Parse_OfToString_ReturnsTheSameValueAndUnit()
    {
        Arbitrary.Check(Arbitrary.Numbers, Arbitrary.Any, (value, unit) =>
        {
            Quantity read = Quantity.Parse(new Quantity(value, unit).ToString());
            return ReferenceEquals(read.Unit ?? Unit.One, unit) && BitConverter.DoubleToInt64Bits(read.Value) == BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
        }, 5000);
    }

    [Fact]
    public void Parse_OfEveryNamedUnit_ReturnsIt() =>
        Assert.All(Arbitrary.NamedUnits, unit => Assert.Same(unit, Quantity.Parse($"-2.5e-3 {unit}").Unit));

    [Fact]
    public void Parse_OfGarbage_ThrowsFormatExceptionOnly()
    {
        Arbitrary.Check(Garbage, text =>
        {
            bool isQuantity = Quantity.TryParse(text, out Quantity quantity);
            try
            {
                return Quantity.Parse(text).Equals(quantity) && isQuantity;
            }
            catch (FormatException)
            {
                return !isQuantity && quantity.Equals(default);
            }
        }, 3_000);
    }

    [Fact]
    public void Parse_OfVeryLongText_IsQuick()
    {
        const int Length = 200_000;

        Assert.False(Quantity.TryParse("1 " + new string('(', Length), out _));
        Assert.False(Quantity.TryParse("1 " + new string('√', Length), out _));
        Assert.False(Quantity.TryParse("1 " + new string('m', Length), out _));
        Assert.False(Quantity.TryParse("1 m^" + new string('9', Length), out _));
        Assert.False(Quantity.TryParse(new string('9', Length) + " m", out _));
        Assert.False(Quantity.TryParse("1 m" + string.Concat(Enumerable.Repeat("*s", Length)), out _));
    }

    [Theory]
    [InlineData("2.5 mm", 2.5, "mm")]
    [InlineData("2.5mm", 2.5, "mm")]
    [InlineData("  +2.5\u00A0mm\t", 2.5, "mm")]
    [InlineData("−5 °C", -5, "degC")]
    [InlineData("10 µV", 10, "uV")]
    [InlineData("10 μV", 10, "uV")]
    [InlineData("4.7 kΩ", 4.7, "kOhm")]
    [InlineData("4.7 MΩ", 4.7, "MOhm")]
    [InlineData("90°", 90, "deg")]
    [InlineData("1 mm³/s", 1, "mm^3/s")]
    [InlineData("1 mm3/s", 1, "mm^3/s")]
    [InlineData("9.81 m·s⁻²", 9.81, "m/s^2")]
    [InlineData("1 N⋅m", 1, "N*m")]
    [InlineData("1 m * N", 1, "N*m")]
    [InlineData("5 nV/√Hz", 5, "nV/sqrt(Hz)")]
    [InlineData("5 nV/sqrt(Hz)", 5, "nV/sqrt(Hz)")]
    [InlineData("1e-3 V^2/Hz", 1e-3, "V^2/Hz")]
    [InlineData("0.5 Vrms", 0.5, "V")]
    [InlineData("1 Vpk^2", 1, "V^2")]
    [InlineData("3 mVpp", 3, "mV")]
    [InlineData("5 W/(m^2*K)", 5, "W/(m^2*K)")]
    [InlineData("5 W/m^2/K", 5, "W/(m^2*K)")]
    [InlineData("5 (m/s)^2", 5, "m^2/s^2")]
    [InlineData("5 1/s", 5, "1/s")]
    [InlineData("2 eV", 2, "eV")]
    [InlineData("2eV", 2, "eV")]
    [InlineData("2e3eV", 2000, "eV")]
    [InlineData("1 EV", 1, "EV")]
    [InlineData("2.", 2, "")]
    [InlineData(".5 %", 0.5, "%")]
    [InlineData("50 percent", 50, "%")]
    [InlineData("16384 samples", 16384, "Sa")]
    [InlineData("125 MSa/s", 125, "MSa/s")]
    [InlineData("1 Å", 1, "angstrom")]
    [InlineData("∞ mm", double.PositiveInfinity, "mm")]
    [InlineData("-Infinity", double.NegativeInfinity, "")]
    [InlineData("NaN K", double.NaN, "K")]
    [InlineData("5 ml", 5, "mL")]
    [InlineData("5 min", 5, "min")]
    [InlineData("1 m^-2", 1, "1/m^2")]
    [InlineData("5 m/m", 5, "")]
    public void Parse_OfUsualSpellings_Reads(string text, double value, string unit)
    {
        Quantity quantity = Quantity.Parse(text);

        Assert.Equal(value, quantity.Value);
        Assert.Equal(unit, quantity.Unit?.Symbol ?? string.Empty);
    }

    [Theory]
    [InlineData("2.5 mn", "unknown unit 'mn' at character 5")]
    [InlineData("2.5 khz", "unknown unit 'khz' at character 5. Did you mean kHz?")]
    [InlineData("2.5 MHZ", "unknown unit 'MHZ' at character 5. Did you mean MHz or mHz?")]
    [InlineData("2E", "unknown unit 'E' at character 2")]
    [InlineData("mm", "a number is missing at character 1")]
    [InlineData("", "a number is missing at character 1")]
    [InlineData("2,5 mm", "a number has one '.' as its decimal sign, so there can be no ',' at character 2")]
    [InlineData("1.2.3 mm", "a number has one '.' as its decimal sign, so there can be no '.' at character 4")]
    [InlineData("1e999 mm", "the number is too large at character 1")]
    [InlineData("2 N m", "'*' or '/' is missing at character 5")]
    [InlineData("2 N*", "a unit is missing at character 5")]
    [InlineData("2 N/(m", "')' is missing at character 7")]
    [InlineData("2 N)", "there is a ')' without '(' at character 4")]
    [InlineData("2 m^", "an exponent is missing at character 5")]
    [InlineData("2 m^64", "the unit is out of range (exponents lie from -63 to 63) at character 3")]
    [InlineData("2 dBm/Hz", "there can be no product or power of dBm at character 3")]
    [InlineData("2 degC^2", "there can be no product or power of degC at character 3")]
    [InlineData("2 sqrt(sqrt(m))", "there is a root of a root at character 3")]
    [InlineData("2 1", "a unit is missing at character 3")]
    public void Parse_OfSomethingElse_SaysWhatAndWhereAndWhatIsAllowed(string text, string problem)
    {
        FormatException exception = Assert.Throws<FormatException>(() => Quantity.Parse(text));

        Assert.StartsWith($"Cannot read '{text}' as a quantity: {problem}", exception.Message);
        Assert.EndsWith(" Write a number and a unit, such as 2.5 mm, 1 mm^3/s or -10 dBm.", exception.Message);
    }

    [Fact]
    public void UnitParse_OfSomethingElse_SaysSo() => Assert.Equal(
        "Cannot read 'mx/s' as a unit: unknown unit 'mx' at character 1. Write a unit, such as mm, mm^3/s or dBm.",
        Assert.Throws<FormatException>(() => Unit.Parse("mx/s")).Message);

    [Fact]
    public void Text_InAnotherCulture_IsTheSame()
    {
        CultureInfo german = CultureInfo.GetCultureInfo("de-DE");
        Quantity quantity = 2.5 * mm;

        Assert.Equal("2.5 mm", ((IFormattable)quantity).ToString(null, german));
        Assert.Equal("2.5 mm", string.Create(german, $"{quantity}"));
        Assert.Equal(quantity, ParseWith<Quantity>("2.5 mm", german));
    }

    [Fact]
    public void ToString_WithAFormat_FormatsTheNumber()
    {
        Assert.Equal("2.50 mm", (2.5 * mm).ToString("F2"));
        Assert.Equal("2.50 mm", $"{2.5 * mm:F2}");
        Assert.Equal("8.33 mm^3/s", $"{(0.5 * mL / min).To(mm3 / s):0.##}");
        Assert.Equal("2.5E+003", $"{2500 * Unit.One:0.0E+000}");
        Assert.Equal("-0", (-0.0 * Unit.One).ToString());
    }

    [Fact]
    public void TryFormat_IntoTooLittleRoom_WritesNothing()
    {
        Span<char> room = stackalloc char[6];
        ISpanFormattable quantity = 2.5 * mm;

        Assert.True(quantity.TryFormat(room, out int written, default, null));
        Assert.Equal("2.5 mm", room[..written].ToString());
        Assert.False(quantity.TryFormat(room[..5], out written, default, null));
        Assert.Equal(0, written);
        Assert.False(quantity.TryFormat(room[..2], out written, default, null));
    }

    [Fact]
    public void TryParse_OfNull_IsFalse()
    {
        Assert.False(Quantity.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => Quantity.Parse(null!));
    }

    private static T ParseWith<T>(string text, IFormatProvider provider)
        where T : ISpanParsable<T> =>
        T.Parse(text.AsSpan(), provider).Equals(T.Parse(text, provider)) && T.TryParse(text, provider, out T? read) ? read : throw new FormatException(text);
}
