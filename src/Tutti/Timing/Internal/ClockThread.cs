namespace Tutti.Timing.Internal;

/// <summary>Is the one thread of the process that waits for timers which no event loop waits for.</summary>
/// <remarks>
/// It is started with the first timer and sleeps, without a processor's help, while none is due. It runs Tutti's own short
/// <see cref="TimerEntry.OnDue"/> only; the callbacks of users are handed on to the thread pool, so that none holds up the clock.
/// </remarks>
internal sealed class ClockThread
{
    private readonly Lock _lock = new();
    private readonly TimerHeap _timers = new();
    private readonly PreciseWait _wait = new();

    // when the thread looks at the heap by itself; while it is awake it does so anyway
    private long _wakeUp = long.MinValue;
    private bool _isStarted;

    private ClockThread()
    {
    }

    /// <summary>Gets the thread.</summary>
    internal static ClockThread Shared { get; } = new();

    /// <summary>Starts a timer, or starts it anew.</summary>
    /// <param name="entry">The timer.</param>
    /// <param name="due">The timestamp at which it is due.</param>
    /// <param name="period">The distance of further instants in ticks; 0 for none.</param>
    internal void Schedule(TimerEntry entry, long due, long period = 0)
    {
        bool mustWake;
        lock (_lock)
        {
            _timers.Remove(entry);
            entry.Period = period;
            _timers.Add(entry, due);
            mustWake = due < _wakeUp;
            if (mustWake)
            {
                _wakeUp = due; // the next one need not wake it again for something later
            }

            if (!_isStarted)
            {
                _isStarted = true;
                var thread = new Thread(Run) { IsBackground = true, Name = "Tutti clock" };
                thread.UnsafeStart(); // with no execution context: it belongs to the process
            }
        }

        if (mustWake)
        {
            _wait.Signal();
        }
    }

    /// <summary>Stops a timer.</summary>
    /// <param name="entry">The timer; nothing happens if it does not run.</param>
    internal void Unschedule(TimerEntry entry)
    {
        lock (_lock)
        {
            // the thread is not woken: should this have been its next timer, it looks in vain once
            _timers.Remove(entry);
        }
    }

    private void Run()
    {
        PreciseWait.EnterThread();
        while (true)
        {
            TimerEntry? entry;
            long next;
            lock (_lock)
            {
                entry = _timers.TakeDue(Timestamps.Now);
                next = _timers.FirstDue;
                _wakeUp = entry is null ? next : long.MinValue;
            }

            if (entry is null)
            {
                _wait.Wait(next);
            }
            else
            {
                entry.OnDue();
            }
        }
    }
}
