using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is done when a time has passed.</summary>
internal sealed class DelayFuture : Future
{
    private object? _timer; // an EventLoopTimer, or the ITimer of another clock

    private DelayFuture()
        : base("delay")
    {
    }

    public static Future Start(TimeSpan delay, CancellationToken cancellationToken)
    {
        var future = new DelayFuture();
        future.JoinFamily(cancellationToken);
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
            future.StartTimer(delay);
        }

        return future;
    }

    /// <inheritdoc/>
    private protected override void OnCancelRequested()
    {
        StopTimer();
        EndCancelled(null);
    }

    private void StartTimer(TimeSpan delay)
    {
        TimeProvider clock = Clock.Current;
        Interlocked.Exchange(
            ref _timer,
            clock is PreciseClock
                ? EventLoopTimer.Start(Timestamps.After(Timestamps.Now, delay), static future => ((DelayFuture)future!).End(), this)
                : clock.CreateTimer(static future => ((DelayFuture)future!).End(), this, delay, Timeout.InfiniteTimeSpan));
        if (IsCancelRequested)
        {
            StopTimer(); // Cancelled while the timer was made.
        }

        if (Asynchrony.IsDisabled)
        {
            Wait();
        }
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
        }
    }
}
