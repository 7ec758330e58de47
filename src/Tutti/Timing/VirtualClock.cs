using Tutti.Timing.Internal;

namespace Tutti.Timing;

/// <summary>Is the time of a virtual run: it stands still while anything can go on, and jumps when everything waits for time.</summary>
/// <remarks>
/// <para>
/// It begins at <see cref="Start"/>, with the timestamp 0, and counts in steps of 100 ns. It moves only while a virtual run uses it, and serves one
/// run; before and after that time stands. The local time zone is UTC, so that a run is the same everywhere.
/// </para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly TimerHeap _timers = new();
    private IVirtualTimeUser? _user;
    private long _now;

    /// <summary>Gets the wall time at which every virtual clock begins: the start of the year 2000, UTC.</summary>
    public static DateTimeOffset Start { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the virtual time that has passed.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Gets a value indicating whether a timer is set.</summary>
    internal bool HasTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count > 0;
            }
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    /// <returns>The timer, running.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="dueTime"/> or <paramref name="period"/> is negative and not infinite, or longer than about 49 days.
    /// </exception>
    /// <remarks>
    /// <para>
    /// The callback is ready work of the run when the time has come: it runs on the run's thread, in the execution context of this call, after
    /// what was ready before it, or with a seed in any order with what else is ready. What it throws goes to the loop's
    /// <see cref="Execution.EventLoop.UnhandledException"/>.
    /// </para>
    /// <para>A callback never runs beside itself; a period of zero means none. After <see cref="IDisposable.Dispose"/> no callback begins.</para>
    /// </remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Starts a timer of Tutti's own: its callback is short, runs no user code and needs no particular thread or context.</summary>
    internal VirtualTimer StartTrusted(Action<object?> callback, object? state, TimeSpan dueTime)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        return timer;
    }

    /// <summary>Lets a run move the clock.</summary>
    /// <exception cref="InvalidOperationException">It serves, or has served, another run.</exception>
    internal void Attach(IVirtualTimeUser user)
    {
        if (Interlocked.CompareExchange(ref _user, user, null) is not null)
        {
            throw new InvalidOperationException("A virtual clock serves one run: make another one for the next.");
        }
    }

    /// <summary>Stops all timers: the run has ended.</summary>
    internal void Clear()
    {
        lock (_lock)
        {
            while (_timers.TakeFirst(out _) is not null)
            {
            }
        }
    }

    /// <summary>Takes the next timer that is due now.</summary>
    /// <returns>The timer, whose callback is to be run as ready work; <see langword="null"/> if none is due.</returns>
    internal VirtualTimer? TakeDue()
    {
        lock (_lock)
        {
            while (_timers.TakeDue(_now) is VirtualTimer timer)
            {
                if (timer.TryQueue())
                {
                    return timer;
                }
            }

            return null;
        }
    }

    /// <summary>Passes a timer on that was due while its callback ran.</summary>
    internal void NoteDue(VirtualTimer timer) => Volatile.Read(ref _user)?.OnTimerDue(timer);

    /// <summary>Moves the time to the next timer.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool TryJump()
    {
        lock (_lock)
        {
            if (_timers.Count == 0)
            {
                return false;
            }

            Volatile.Write(ref _now, Math.Max(_now, _timers.FirstDue));
            return true;
        }
    }

    /// <summary>Sets a timer, or stops it, in the timer's own way and under the lock.</summary>
    internal bool Change(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (!timer.TryReset())
            {
                return false;
            }

            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            _timers.Add(timer, _now + dueTime.Ticks);
        }

        Volatile.Read(ref _user)?.OnTimerSet();
        return true;
    }

    /// <summary>Calls back under the lock that guards the timers.</summary>
    internal T WithLock<T>(VirtualTimer timer, Func<VirtualTimer, TimerHeap, T> action)
    {
        lock (_lock)
        {
            return action(timer, _timers);
        }
    }
}
