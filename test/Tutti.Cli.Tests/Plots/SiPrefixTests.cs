using Tutti.Cli.Plots;

namespace Tutti.Cli.Tests.Plots;

public sealed class SiPrefixTests
{
    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(-999, "")]
    [InlineData(1000, "k")]
    [InlineData(999.99999999999989, "k")]
    [InlineData(125e6, "M")]
    [InlineData(1e-3, "m")]
    [InlineData(64e-9, "n")]
    [InlineData(5e-6, "µ")]
    [InlineData(1e30, "Q")]
    [InlineData(1e300, "Q")]
    [InlineData(1e-300, "q")]
    [InlineData(double.NaN, "")]
    [InlineData(double.NegativeInfinity, "")]
    public void For_AnyNumber_ChoosesThePrefixOfOneToThreeDigits(double value, string expected)
    {
        Assert.Equal(expected, SiPrefix.For(value).Symbol);
    }

    [Fact]
    public void Factor_EachPrefix_IsWhatItsSymbolSays()
    {
        Assert.Equal(1, default(SiPrefix).Factor);
        Assert.Equal(1e3, SiPrefix.For(5e3).Factor);
        Assert.Equal(1e-6, SiPrefix.For(5e-6).Factor, 1e-20);
        Assert.Equal("10⁶ ", SiPrefix.For(5e6).PowerOfTen);
        Assert.Equal("10⁻³ ", SiPrefix.For(5e-3).PowerOfTen);
    }
}
