namespace Tutti.Testing.Time;

/// <summary>Is a clock that stands still until a test moves it.</summary>
/// <remarks>
/// Timers go off inside <see cref="Advance"/>, on its thread, in the order in which they are due and each at its own time, also those that
/// are set by others going off. Timestamps count in ticks of <see cref="TimeSpan"/>. Thread-safe.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource IsSet)> _awaited = [];
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private long _sequence;

    /// <summary>Initializes a clock that shows the first of January 2000, 0:00 UTC.</summary>
    public ManualTimeProvider()
        : this(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Initializes a clock.</summary>
    /// <param name="start">The time that it shows.</param>
    public ManualTimeProvider(DateTimeOffset start)
    {
        _start = start;
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets how many timers are waiting to go off.</summary>
    /// <value>At least zero.</value>
    public int ActiveTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _start + _elapsed;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _elapsed.Ticks;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the time forward, and lets the timers go off that become due.</summary>
    /// <param name="delta">By how much; zero lets those go off that are due at once.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is below zero.</exception>
    /// <remarks>An exception of a timer ends the call; the time then stands where that timer was due.</remarks>
    public void Advance(TimeSpan delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, TimeSpan.Zero);
        TimeSpan end;
        lock (_lock)
        {
            end = _elapsed + delta;
        }

        while (TakeDue(end) is { } due)
        {
            due.GoOff();
        }
    }

    /// <summary>Waits until somebody has set a timer: before the time is moved for it, a test must know that it is there.</summary>
    /// <param name="left">In which time from now on the timer goes off, exactly.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when such a timer is set; at once if one is.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task WaitForTimerAsync(TimeSpan left, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource isSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            TimeSpan due = _elapsed + left;
            if (_timers.Exists(timer => timer.Due == due))
            {
                return Task.CompletedTask;
            }

            _awaited.Add((due, isSet));
        }

        return isSet.Task.WaitAsync(cancellationToken);
    }

    private ManualTimer? TakeDue(TimeSpan end)
    {
        lock (_lock)
        {
            ManualTimer? next = null;
            foreach (ManualTimer timer in _timers)
            {
                if (next is null || (timer.Due, timer.Sequence).CompareTo((next.Due, next.Sequence)) < 0)
                {
                    next = timer;
                }
            }

            if (next is null || next.Due > end)
            {
                _elapsed = end > _elapsed ? end : _elapsed;
                return null;
            }

            _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
            Schedule(next, next.Period);
            return next;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        _timers.Remove(timer);
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        timer.Due = _elapsed + dueTime;
        timer.Sequence = _sequence++;
        _timers.Add(timer);
        for (int i = _awaited.Count - 1; i >= 0; i--)
        {
            if (_awaited[i].Due == timer.Due)
            {
                // Nobody's code runs here: the continuations are asynchronous.
                _awaited[i].IsSet.SetResult();
                _awaited.RemoveAt(i);
            }
        }
    }

    private sealed class ManualTimer : ITimer
    {
        private readonly ManualTimeProvider _owner;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ExecutionContext? _context;
        private bool _isDisposed;

        public ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state)
        {
            _owner = owner;
            _callback = callback;
            _state = state;
            _context = ExecutionContext.Capture();
        }

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; private set; } = Timeout.InfiniteTimeSpan;

        public long Sequence { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ThrowIfOutside(dueTime, nameof(dueTime));
            ThrowIfOutside(period, nameof(period));
            lock (_owner._lock)
            {
                if (_isDisposed)
                {
                    return false;
                }

                Period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
                _owner.Schedule(this, dueTime);
                return true;
            }
        }

        public void Dispose() => End();

        public ValueTask DisposeAsync()
        {
            End();
            return ValueTask.CompletedTask;
        }

        public void GoOff()
        {
            if (_context is null)
            {
                _callback(_state);
                return;
            }

            ExecutionContext.Run(_context, static timer => ((ManualTimer)timer!).Call(), this);
        }

        private static void ThrowIfOutside(TimeSpan time, string name)
        {
            if (time != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromMilliseconds(uint.MaxValue - 1), name);
            }
        }

        private void End()
        {
            lock (_owner._lock)
            {
                _isDisposed = true;
                _owner._timers.Remove(this);
            }
        }

        private void Call() => _callback(_state);
    }
}
