using Tutti.Timing.Internal;

namespace Tutti.Tests.Timing.Internal;

public sealed class SpanTextTests
{
    [Theory]
    [InlineData(0, "0 us")]
    [InlineData(2_505, "250.5 us")]
    [InlineData(15_000, "1.5 ms")]
    [InlineData(25_000_000, "2.5 s")]
    [InlineData(600_000_000, "60 s")]
    [InlineData(288_000_000_000, "8:00:00 h")]
    [InlineData(1_000_000_000_000, "27:46:40 h")]
    [InlineData(-10_000, "unlimited time")]
    public void Of_SpanInTicks_UsesTheUnitThatSuitsIt(long ticks, string text)
    {
        Assert.Equal(text, SpanText.Of(TimeSpan.FromTicks(ticks)));
    }
}
