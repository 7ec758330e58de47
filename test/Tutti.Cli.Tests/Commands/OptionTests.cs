using System.CommandLine;
using Tutti.Cli.Commands;
using Tutti.Quantities;

namespace Tutti.Cli.Tests.Commands;

public sealed class OptionTests
{
    private readonly Option<Quantity> _start = QuantityOption.Create("--start", "frequency", Quantity.Parse("10 kHz"), "Where it starts.");
    private readonly Option<int> _points = IntegerOption.Create("--points", 2, 1001, 201, "How many.");

    [Theory]
    [InlineData("2.5 MHz", "2.5 MHz")]
    [InlineData("2500kHz", "2.5 MHz")]
    [InlineData("-1 Hz", "-1 Hz")]
    public void Quantity_UnitOfTheDimension_IsTaken(string text, string expected)
    {
        ParseResult result = Parse("--start", text);

        Assert.Empty(result.Errors);
        Assert.Equal(Quantity.Parse(expected), result.GetValue(_start));
    }

    [Fact]
    public void Quantity_NotGiven_IsTheDefault()
    {
        Assert.Equal(Quantity.Parse("10 kHz"), Parse().GetValue(_start));
    }

    [Theory]
    [InlineData("3 V", "'3 V' is none")]
    [InlineData("3", "'3' has no unit")]
    [InlineData("NaN Hz", "NaN Hz")]
    [InlineData("3 Hzz", "Hzz")]
    [InlineData("fast", "fast")]
    public void Quantity_AnythingElse_IsRefusedWithAnExample(string text, string problem)
    {
        ParseResult result = Parse("--start", text);

        string message = Assert.Single(result.Errors).Message;
        Assert.StartsWith("Option '--start' takes a frequency such as '10 kHz'; ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("1001", 1001)]
    public void Integer_InItsRange_IsTaken(string text, int expected)
    {
        Assert.Equal(expected, Parse("--points", text).GetValue(_points));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1002")]
    [InlineData("2.5")]
    [InlineData("many")]
    [InlineData("99999999999999999999")]
    public void Integer_AnythingElse_IsRefusedWithTheRange(string text)
    {
        string message = Assert.Single(Parse("--points", text).Errors).Message;

        Assert.Equal($"Option '--points' takes a whole number from 2 to 1001; '{text}' is none.", message);
    }

    private ParseResult Parse(params string[] arguments) => new RootCommand { _start, _points }.Parse(arguments);
}
