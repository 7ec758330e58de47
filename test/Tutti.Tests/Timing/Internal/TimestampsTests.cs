using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Tests.Timing.Internal;

public sealed class TimestampsTests
{
    [Fact]
    public void FromSpan_AnySpan_IsNeverShorter()
    {
        foreach (long ticks in (long[])[0, 1, 7, 999, 10_000, 123_456_789, TimeSpan.TicksPerDay])
        {
            var span = TimeSpan.FromTicks(ticks);
            Assert.True(PreciseClock.Instance.GetElapsedTime(0, Timestamps.FromSpan(span)) >= span);
        }
    }

    [Fact]
    public void After_WhatDoesNotFit_IsNever()
    {
        Assert.Equal(Timestamps.Never, Timestamps.After(Timestamps.Never - 1, TimeSpan.FromSeconds(1)));
        Assert.Equal(Timestamps.Never, Timestamps.After(Timestamps.Now, TimeSpan.MaxValue));
        Assert.Equal(5, Timestamps.After(5, TimeSpan.Zero));
    }

    [Theory]
    [InlineData(100, 10, 100, 110)]
    [InlineData(100, 10, 109, 110)]
    [InlineData(100, 10, 110, 120)]
    [InlineData(100, long.MaxValue, 100, long.MaxValue)]
    [InlineData(0, 3, 1_000_000_000_000, 1_000_000_000_002)]
    public void NextOnGrid_AnyInstant_IsTheFirstAfterNow(long due, long period, long now, long expected)
    {
        Assert.Equal(expected, Timestamps.NextOnGrid(due, period, now));
    }
}
