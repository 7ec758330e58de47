using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class QuantityTimeTests
{
    [Theory]
    [InlineData("1.5 s", 15_000_000)]
    [InlineData("250 us", 2500)]
    [InlineData("1 h", 36_000_000_000)]
    [InlineData("0.1 ms", 1000)]
    [InlineData("50 ns", 1)]
    [InlineData("49 ns", 0)]
    [InlineData("150 ns", 2)]
    [InlineData("-150 ns", -2)]
    [InlineData("-1 d", -864_000_000_000)]
    [InlineData("2 1/Hz", 20_000_000)]
    public void ToTimeSpan_RoundsToTicks_HalfAwayFromZero(string text, long ticks) =>
        Assert.Equal(ticks, Quantity.Parse(text).ToTimeSpan().Ticks);

    [Fact]
    public void FromTimeSpan_AndBack_ReturnsTheTime()
    {
        Arbitrary.Check(Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(0, 100_000), (high, low) =>
        {
            TimeSpan time = new((high * 100_000L) + low);
            return Quantity.FromTimeSpan(time).ToTimeSpan() == time && ReferenceEquals(Quantity.FromTimeSpan(time).Unit, s);
        });
    }

    [Fact]
    public void ToTimeSpan_OfNoTime_Throws() =>
        Assert.Equal("Cannot express 2 mm as a time: length and time are different dimensions.", Assert.Throws<UnitException>(() => (2 * mm).ToTimeSpan()).Message);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e12)]
    [InlineData(-1e12)]
    public void ToTimeSpan_BeyondItsRange_ThrowsClearly(double seconds)
    {
        OverflowException exception = Assert.Throws<OverflowException>(() => (seconds * s).ToTimeSpan());

        Assert.Equal($"The time {seconds * s} does not fit into a TimeSpan, which ends at 10675199 d.", exception.Message);
    }
}
