namespace Tutti.Tests.Timing;

/// <summary>Is a clock that stands until it is advanced; its timers call back inside <see cref="Advance"/>.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private long _ticks;

    public int RunningTimers => _timers.Count(timer => timer.Due < long.MaxValue);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(_ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Advance(TimeSpan span)
    {
        long end = _ticks + span.Ticks;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            _ticks = next.Due;
            next.Fire();
        }

        _ticks = end;
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action callback) : ITimer
    {
        private TimeSpan _period;

        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime < TimeSpan.Zero ? long.MaxValue : clock._ticks + dueTime.Ticks;
            _period = period;
            return true;
        }

        public void Fire()
        {
            Due = _period > TimeSpan.Zero ? Due + _period.Ticks : long.MaxValue;
            callback();
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            clock._timers.Remove(this);
            return ValueTask.CompletedTask;
        }
    }
}
