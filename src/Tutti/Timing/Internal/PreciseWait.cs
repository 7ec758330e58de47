namespace Tutti.Timing.Internal;

/// <summary>Lets one thread wait for an instant of the monotonic clock, or for a signal, with microsecond precision.</summary>
/// <remarks>
/// <para>An auto-reset event with a deadline: a signal that comes before the wait ends the next wait at once. The thread sleeps
/// until a learnt margin before the deadline and spins for the rest, so it is never early and hardly late.</para>
/// <para>On Linux it sleeps in a futex with an absolute deadline and asks the kernel not to delay its timers
/// (<see cref="EnterThread"/>); elsewhere, or if the kernel refuses, in a monitor, whose precision is that of the system.</para>
/// </remarks>
internal sealed class PreciseWait
{
    private const int Idle = 0;
    private const int Signaled = 1;
    private const int Sleeping = 2;

    private const int NoSlack = 1;

    private static volatile bool _isFutexRefused = !LinuxNative.IsSupported;

    private readonly object _gate = new();
    private readonly bool _isPortable;
    private readonly WakeUpLatency _latency;

    // the kernel knows it by its address, which stays the same while a thread sleeps: the call pins it
    private int _state;

    /// <summary>Initializes a new wait.</summary>
    /// <param name="isPortable">Whether to do without the kernel's own means also where they exist.</param>
    internal PreciseWait(bool isPortable = false)
    {
        _isPortable = isPortable;
        _latency = isPortable || _isFutexRefused
            ? new WakeUpLatency(Timestamps.FromMicroseconds(1200), Timestamps.FromMicroseconds(50), Timestamps.FromMicroseconds(2000))
            : new WakeUpLatency(Timestamps.FromMicroseconds(60), Timestamps.FromMicroseconds(5), Timestamps.FromMicroseconds(100));
    }

    private bool UsesFutex => !_isPortable && !_isFutexRefused;

    /// <summary>Gets a value indicating whether a signal has come since the last wait.</summary>
    internal bool IsSignaled => Volatile.Read(ref _state) == Signaled;

    /// <summary>Prepares the calling thread for precise waits.</summary>
    /// <returns>What <see cref="LeaveThread"/> needs to undo it.</returns>
    internal static int EnterThread()
    {
        return _isFutexRefused ? -1 : LinuxNative.ExchangeTimerSlack(NoSlack);
    }

    /// <summary>Gives the calling thread back the precision that it had.</summary>
    /// <param name="before">What <see cref="EnterThread"/> returned.</param>
    internal static void LeaveThread(int before)
    {
        if (before >= 0)
        {
            LinuxNative.ExchangeTimerSlack(before);
        }
    }

    /// <summary>Ends the wait under way, or else the next one. Any thread may call it, at any time.</summary>
    internal void Signal()
    {
        if (Interlocked.Exchange(ref _state, Signaled) != Sleeping)
        {
            return;
        }

        if (UsesFutex)
        {
            LinuxNative.Wake(ref _state);
            return;
        }

        lock (_gate)
        {
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until an instant has come or a signal has. One thread at a time.</summary>
    /// <param name="deadline">The timestamp; <see cref="Timestamps.Never"/> to wait for a signal only.</param>
    /// <returns>Whether a signal ended it.</returns>
    internal bool Wait(long deadline)
    {
        if (Sleep(deadline))
        {
            return true;
        }

        while (Timestamps.Now < deadline)
        {
            if (IsSignaled)
            {
                Interlocked.Exchange(ref _state, Idle);
                return true;
            }

            Thread.SpinWait(1);
        }

        return false;
    }

    /// <summary>Waits until shortly before an instant, or until a signal; the caller spins for the rest. One thread at a time.</summary>
    /// <param name="deadline">The timestamp; <see cref="Timestamps.Never"/> to wait for a signal only.</param>
    /// <param name="lead">How much earlier than needed to end, in timestamp ticks, for what the caller does then.</param>
    /// <returns>Whether a signal ended it.</returns>
    internal bool Sleep(long deadline, long lead = 0)
    {
        if (Interlocked.CompareExchange(ref _state, Sleeping, Idle) != Idle)
        {
            Interlocked.Exchange(ref _state, Idle); // a full fence: what was written before the signal is seen after it
            return true;
        }

        long wakeUp = deadline == Timestamps.Never ? deadline : Math.Max(deadline, 0) - _latency.Margin - lead;
        long now;
        while ((now = Timestamps.Now) < wakeUp && Volatile.Read(ref _state) == Sleeping)
        {
            SleepUntil(wakeUp, now);
            if (Volatile.Read(ref _state) == Sleeping && (now = Timestamps.Now) >= wakeUp)
            {
                _latency.Add(now - wakeUp);
            }
        }

        return Interlocked.Exchange(ref _state, Idle) == Signaled;
    }

    /// <summary>Tells whether an instant is so near that to sleep until then would be too late.</summary>
    /// <param name="deadline">The timestamp.</param>
    /// <param name="lead">The lead that <see cref="Sleep"/> would be given.</param>
    /// <returns>Whether the thread had better spin.</returns>
    internal bool IsNear(long deadline, long lead = 0) => deadline <= Timestamps.Now + _latency.Margin + lead;

    private void SleepUntil(long wakeUp, long now)
    {
        if (UsesFutex)
        {
            if (LinuxNative.Wait(ref _state, Sleeping, wakeUp) == FutexResult.Refused)
            {
                _isFutexRefused = true;
            }

            return;
        }

        // rounded up, which the margin learns as it learns any lateness
        long milliseconds = Math.Min(((wakeUp - now - 1) / Timestamps.PerMillisecond) + 1, int.MaxValue);
        lock (_gate)
        {
            if (Volatile.Read(ref _state) == Sleeping)
            {
                Monitor.Wait(_gate, (int)milliseconds);
            }
        }
    }
}
