using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is done when a time has passed.</summary>
internal sealed class DelayFuture : Future
{
    private readonly TimeSpan _delay;
    private object? _timer; // an EventLoopTimer, or the ITimer of another clock

    private DelayFuture(TimeSpan delay)
        : base(null)
    {
        _delay = delay;
    }

    public static Future Start(TimeSpan delay, CancellationToken cancellationToken)
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
            future.StartTimer();
        }

        return future;
    }

    /// <inheritdoc/>
    private protected override string MakeName() => $"delay of {SpanText.Of(_delay)}";

    /// <inheritdoc/>
    private protected override void OnCancelRequested()
    {
        StopTimer();
        EndCancelled(null);
    }

    private void StartTimer()
    {
        TimeProvider clock = Clock.Current;
        Interlocked.Exchange(
            ref _timer,
            clock switch
            {
                PreciseClock => EventLoopTimer.Start(Timestamps.After(Timestamps.Now, _delay), static future => ((DelayFuture)future!).End(), this),
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
