using Tutti.Cli.Display;
using Tutti.Quantities;

namespace Tutti.Cli.Tests.Display;

public sealed class ReadableTests
{
    [Theory]
    [InlineData("97301.04 Hz", "97.301 kHz")]
    [InlineData("97.3 kHz", "97.300 kHz")]
    [InlineData("999.9999 Hz", "1.0000 kHz")]
    [InlineData("-2 MHz", "-2.0000 MHz")]
    [InlineData("0 Hz", "0 Hz")]
    [InlineData("12 mHz", "12.000 mHz")]
    public void Of_Quantity_HasFiveDigitsAndAPrefix(string quantity, string expected)
    {
        Assert.Equal(expected, Readable.Of(Quantity.Parse(quantity), Unit.Hertz));
    }

    [Theory]
    [InlineData(24.9987, 4, "25.00")]
    [InlineData(123456, 3, "123456")]
    [InlineData(0.00123456, 3, "0.00123")]
    [InlineData(double.NaN, 3, "NaN")]
    public void Number_Any_HasItsDigits(double value, int digits, string expected)
    {
        Assert.Equal(expected, Readable.Number(value, digits));
    }
}
