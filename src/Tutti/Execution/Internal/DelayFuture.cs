using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is done when a time has passed.</summary>
internal sealed class DelayFuture : Future
{
    [ThreadStatic]
    private static PreciseWait? _waitOfThread;

    private readonly TimeSpan _delay;
    private object? _timer; // an EventLoopTimer, the ITimer of another clock, or the PreciseWait of a thread that sleeps

    private DelayFuture(TimeSpan delay)
        : base(null)
    {
        _delay = delay;
    }

    public static Future Start(TimeSpan delay, long now, CancellationToken cancellationToken)
    {
        var future = new DelayFuture(delay);
        future.JoinFamily("Clock.Delay", cancellationToken);
        NoteStart();
        if (future.IsCancelRequested)
        {
            future.EndCancelled(null);
        }
        else if (delay == TimeSpan.Zero)
        {
            future.End();
        }
        else
        {
            future.StartTimer(now);
        }

        return future;
    }

    /// <summary>Waits by blocking the thread; one without a context waits for the instant by itself.</summary>
    public static void Sleep(TimeSpan delay, long now)
    {
        bool isPlain = SynchronizationContext.Current is null && Clock.Current is PreciseClock && !Asynchrony.IsDisabled;
        if (!isPlain || delay == TimeSpan.Zero)
        {
            Start(delay, now, CancellationToken.None).Join();
            return;
        }

        var future = new DelayFuture(delay);
        future.JoinFamily("Clock.Sleep", CancellationToken.None);
        NoteStart();
        if (future.IsCancelRequested)
        {
            future.EndCancelled(null);
        }
        else
        {
            future.SleepUntil(Timestamps.After(now, delay));
        }

        future.ThrowIfNotSuccessful();
    }

    /// <summary>Starts one that is due at once, for a loop that rehearses how a wait ends.</summary>
    /// <param name="family">The family that it is in, which nobody cancels.</param>
    public static EventLoopTimer StartRehearsal(Family family)
    {
        var future = new DelayFuture(TimeSpan.Zero);
        family.Join(future);
        EventLoopTimer timer = EventLoopTimer.Start(Timestamps.Now, static future => ((DelayFuture)future!).End(), future);
        future._timer = timer;
        return timer;
    }

    /// <inheritdoc/>
    private protected override bool TryEndHeadStart()
    {
        if (Volatile.Read(ref _timer) is not EventLoopTimer timer || !timer.TryEndHeadStart())
        {
            return false;
        }

        SpinWait canceller = default; // Another thread may be just about to end it.
        while (!IsDone)
        {
            canceller.SpinOnce();
        }

        return true;
    }

    /// <inheritdoc/>
    private protected override string MakeName() => $"delay of {SpanText.Of(_delay)}";

    /// <inheritdoc/>
    private protected override void OnCancelRequested()
    {
        EndCancelled(null);
        StopTimer();
    }

    private void StartTimer(long now)
    {
        TimeProvider clock = Clock.Current;
        Interlocked.Exchange(
            ref _timer,
            clock switch
            {
                PreciseClock => EventLoopTimer.Start(Timestamps.After(now, _delay), static future => ((DelayFuture)future!).End(), this),
#pragma warning disable CA2000 // It ends with the future.
                VirtualClock time => time.StartTrusted(static future => ((DelayFuture)future!).End(), this, _delay),
#pragma warning restore CA2000
                _ => clock.CreateTimer(static future => ((DelayFuture)future!).End(), this, _delay, Timeout.InfiniteTimeSpan),
            });
        if (IsCancelRequested)
        {
            StopTimer(); // Cancelled while the timer was made.
        }

        if (Asynchrony.IsDisabled)
        {
            Wait();
        }
    }

    private void SleepUntil(long due)
    {
        PreciseWait wait = _waitOfThread ??= new PreciseWait();
        Interlocked.Exchange(ref _timer, wait);
        FutureWait? registered = BeginWait();
        int slack = PreciseWait.EnterThread();
        try
        {
            // A signal may be one for an earlier sleep of this thread.
            while (!IsDone && Timestamps.Now < due)
            {
                wait.Wait(due);
            }
        }
        finally
        {
            PreciseWait.LeaveThread(slack);
            registered?.End();
        }

        End();
    }

    private void StopTimer()
    {
        switch (Volatile.Read(ref _timer))
        {
            case EventLoopTimer timer:
                timer.Cancel();
                break;
            case ITimer timer:
                timer.Dispose();
                break;
            case PreciseWait wait:
                wait.Signal();
                break;
        }
    }
}
