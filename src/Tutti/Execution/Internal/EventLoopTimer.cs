using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Calls back once at an instant: on the loop's own thread if it was started there, else on the clock's thread.</summary>
/// <remarks>
/// The callback is Tutti's own and short: it completes something, in no particular execution context, and runs no user code.
/// </remarks>
internal sealed class EventLoopTimer : TimerEntry, IThreadPoolWorkItem
{
    private const int Pending = 0;
    private const int Fired = 1;
    private const int Cancelled = 2;

    private readonly EventLoop? _loop;
    private Action<object?>? _callback;
    private object? _state;
    private int _phase;

    private EventLoopTimer(EventLoop? loop, Action<object?> callback, object? state)
    {
        _loop = loop;
        _callback = callback;
        _state = state;
    }

    /// <summary>Gets a value indicating whether neither the callback has run nor the timer been cancelled.</summary>
    internal bool IsPending => Volatile.Read(ref _phase) == Pending;

    /// <summary>Starts a timer on the calling thread's loop, or on the clock if there is none.</summary>
    /// <param name="due">The timestamp of <see cref="PreciseClock"/> before which the callback does not run.</param>
    /// <param name="callback">The callback.</param>
    /// <param name="state">What it is called with.</param>
    /// <returns>The timer, running.</returns>
    internal static EventLoopTimer Start(long due, Action<object?> callback, object? state)
    {
        EventLoop? loop = EventLoop.Current;
        if (loop is not null && (!loop.IsOnThread || loop.IsVirtual))
        {
            loop = null; // somebody lent the context to another thread, or the loop has no real time
        }

        var timer = new EventLoopTimer(loop, callback, state);
        if (loop is null)
        {
            ClockThread.Shared.Schedule(timer, due);
        }
        else
        {
            loop.Schedule(timer, due);
        }

        return timer;
    }

    /// <summary>Stops the timer. Any thread may call it.</summary>
    /// <returns>Whether the callback will not run; <see langword="false"/> if it has run or is running.</returns>
    internal bool Cancel()
    {
        if (Interlocked.CompareExchange(ref _phase, Cancelled, Pending) != Pending)
        {
            return false;
        }

        _callback = null;
        _state = null;
        if (_loop is null)
        {
            ClockThread.Shared.Unschedule(this);
        }
        else
        {
            _loop.Unschedule(this);
        }

        return true;
    }

    /// <summary>Finds the async method that alone waits for the timer on its loop and can be given a head start.</summary>
    internal AwaitContinuation? FindAwait() => (Volatile.Read(ref _state) as DelayFuture)?.FindOnlyAwait(_loop);

    /// <summary>Waits, if that method was given one, until the timer is due.</summary>
    /// <returns>Whether it was; the timer is over then.</returns>
    internal bool TryEndHeadStart() => _loop?.TryEndHeadStart(this) == true;

    /// <inheritdoc/>
    internal override void OnDue()
    {
        if (Interlocked.CompareExchange(ref _phase, Fired, Pending) != Pending)
        {
            return;
        }

        Action<object?> callback = _callback!;
        object? state = _state;
        _callback = null;
        _state = null;
        try
        {
            callback(state);
        }
#pragma warning disable CA1031 // The edge of the loop and of the clock, which both must go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            EventLoop.Report(exception);
        }
    }

    /// <summary>Takes a timer that another thread cancelled out of its loop's heap, as work of that loop.</summary>
    void IThreadPoolWorkItem.Execute() => _loop!.Unschedule(this);
}
