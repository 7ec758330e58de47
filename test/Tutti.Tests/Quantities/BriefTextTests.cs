using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class BriefTextTests
{
    [Theory]
    [InlineData(7.80432, "7.804 mm")]
    [InlineData(-0.000123456, "-0.0001235 mm")]
    [InlineData(3.2, "3.2 mm")]
    [InlineData(0, "0 mm")]
    [InlineData(12345.6, "12350 mm")]
    [InlineData(double.NaN, "NaN mm")]
    [InlineData(double.NegativeInfinity, "-Infinity mm")]
    public void Of_Quantity_HasFourDigitsThatCount(double value, string expected) => Assert.Equal(expected, BriefText.Of(value * mm));

    [Fact]
    public void Of_SomethingElse_IsShortIfItIsANumber()
    {
        Assert.Equal("0.3333", BriefText.Of(1 / 3.0));
        Assert.Equal("0.3333", BriefText.Of(1 / 3f));
        Assert.Equal("123456", BriefText.Of(123456));
        Assert.Equal("True", BriefText.Of(true));
        Assert.Equal("fast", BriefText.Of("fast"));
        Assert.Equal(string.Empty, BriefText.Of(null));
    }
}
