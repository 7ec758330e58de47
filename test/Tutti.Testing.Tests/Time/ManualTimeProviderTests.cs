using Tutti.Testing.Time;

namespace Tutti.Testing.Tests.Time;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Advance_SomeTime_MovesTimestampAndWallTime()
    {
        long start = _time.GetTimestamp();
        DateTimeOffset now = _time.GetUtcNow();

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), _time.GetElapsedTime(start));
        Assert.Equal(now + TimeSpan.FromSeconds(3), _time.GetUtcNow());
        Assert.Equal(TimeZoneInfo.Utc, _time.LocalTimeZone);
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Advance_OverSeveralTimers_EachGoesOffInOrderAtItsTime()
    {
        List<(string Name, double At)> seen = [];
        using ITimer late = Create("late", 3);
        using ITimer early = Create("early", 1);
        using ITimer alsoEarly = Create("also early", 1);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("early", 1), ("also early", 1), ("late", 3)], seen);
        Assert.Equal(0, _time.ActiveTimers);

        ITimer Create(string name, int due) => _time.CreateTimer(
            _ => seen.Add((name, Seconds())), null, TimeSpan.FromSeconds(due), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Advance_Periodic_GoesOffEachTimeAndStopsWhenDisposed()
    {
        List<double> seen = [];
        ITimer timer = _time.CreateTimer(_ => seen.Add(Seconds()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([1, 3, 5], seen);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Advance_TimerSetByATimer_GoesOffInTheSameAdvance()
    {
        double seen = 0;
        ITimer? second = null;
        using ITimer first = _time.CreateTimer(
            _ => second = _time.CreateTimer(__ => seen = Seconds(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, seen);
        second!.Dispose();
    }

    [Fact]
    public async Task Delay_WithThisClock_EndsAtItsTime()
    {
        Task delay = Task.Delay(TimeSpan.FromSeconds(1), _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await delay;
    }

    [Fact]
    public async Task WaitForTimerAsync_SetBeforeOrAfter_Completes()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task later = _time.WaitForTimerAsync(TimeSpan.FromSeconds(2), cancellation);
        Task other = _time.WaitForTimerAsync(TimeSpan.FromSeconds(3), cancellation);

        await using ITimer timer = _time.CreateTimer(static _ => { }, null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        await later;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _time.WaitForTimerAsync(TimeSpan.FromSeconds(1), cancellation);

        Assert.False(other.IsCompleted);
    }

    private double Seconds() => TimeSpan.FromTicks(_time.GetTimestamp()).TotalSeconds;
}
