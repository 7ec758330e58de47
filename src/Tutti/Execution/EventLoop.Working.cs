using Tutti.Execution.Internal;
using Tutti.Timing.Internal;

namespace Tutti.Execution;

/// <content>How work reaches the loop, and how the loop does it.</content>
public sealed partial class EventLoop
{
    // how much a loop that has ended does before it lets the thread pool do something else
    private const int PoolShare = 64;

    private readonly Lock _lock = new();

    // what due timers have posted: it comes before the other ready work, as the timers themselves do
    private readonly EventLoopQueue _due = new();
    private bool _isFiring;
    private int _dueTurn;
    private bool _isReadyTurn;

    // what other threads posted, under the lock; the flag may be read without it
    private readonly EventLoopQueue _posted = new();
    private volatile bool _hasPosted;
    private bool _isSleeping;
    private bool _hasEnded;
    private bool _isOnPool;

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="d"/> is <see langword="null"/>.</exception>
    public override void Post(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        Enqueue(new EventLoopItem(d, state, ExecutionContext.Capture()));
    }

    /// <summary>Runs work on the loop and waits for it: at once on the loop's own thread, else in its turn.</summary>
    /// <param name="d">The work.</param>
    /// <param name="state">What it is called with.</param>
    /// <exception cref="ArgumentNullException"><paramref name="d"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// The caller's thread blocks until then, and gets what the work throws. It hangs if the loop waits for that thread: prefer
    /// <see cref="Post"/>.
    /// </remarks>
    public override void Send(SendOrPostCallback d, object? state)
    {
        ArgumentNullException.ThrowIfNull(d);
        if (IsOnThread)
        {
            d(state);
            return;
        }

        if (SynchronizationContext.Current is VirtualWorkerContext worker && worker.Loop == this)
        {
            worker.Send(d, state);
            return;
        }

        using var send = new EventLoopSend(d, state);
        Enqueue(new EventLoopItem((IThreadPoolWorkItem)send));
        send.WaitUntilDone();
    }

    /// <summary>Gets the context for another thread or task.</summary>
    /// <returns>This loop: all copies are one.</returns>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Posts Tutti's own work, which restores the execution context that it needs by itself.</summary>
    /// <param name="work">The work.</param>
    internal void PostTrusted(Action work) => Enqueue(new EventLoopItem(work));

    /// <inheritdoc cref="PostTrusted(Action)"/>
    internal void PostTrusted(IThreadPoolWorkItem work) => Enqueue(new EventLoopItem(work));

    /// <summary>Starts a timer, on the loop's thread.</summary>
    /// <param name="timer">The timer, not started yet.</param>
    /// <param name="due">The timestamp at which it is due.</param>
    internal void Schedule(EventLoopTimer timer, long due)
    {
        if (_hasEnded)
        {
            ClockThread.Shared.Schedule(timer, due); // nobody waits for this loop's timers any more
            return;
        }

        _timers.Add(timer, due);
    }

    /// <inheritdoc cref="HeadStart.TryEnd"/>
    internal bool TryEndHeadStart(EventLoopTimer timer) => _headStart.TryEnd(timer);

    /// <summary>Forgets a timer that will not call back any more.</summary>
    /// <param name="timer">The timer.</param>
    internal void Unschedule(EventLoopTimer timer)
    {
        if (IsOnThread && !_hasEnded)
        {
            _timers.Remove(timer);
            return;
        }

        lock (_lock)
        {
            if (_hasEnded)
            {
                ClockThread.Shared.Unschedule(timer);
            }
            else
            {
                // no hurry: the loop need not be woken to forget something
                _posted.Enqueue(new EventLoopItem((IThreadPoolWorkItem)timer));
                _hasPosted = true;
            }
        }
    }

    /// <summary>Passes on what nobody can catch.</summary>
    /// <param name="exception">The exception of some work.</param>
    internal static void Report(Exception exception)
    {
        EventHandler<EventLoopExceptionEventArgs>? handlers = UnhandledException;
        if (handlers is null)
        {
            Log.LoopItemFailed(exception);
            return;
        }

        Handlers.Raise(
            handlers,
            null,
            new EventLoopExceptionEventArgs(exception),
            static (_, e, second) => Log.LoopItemFailed(new AggregateException(e.Exception, second)));
    }

    private void Enqueue(in EventLoopItem item)
    {
        if (_run is not null && _run.TryAdd(new VirtualItem(item)))
        {
            return;
        }

        if (IsOnThread)
        {
            (_isFiring ? _due : _ready).Enqueue(item);
            return;
        }

        bool isSleeping;
        bool needsPool;
        lock (_lock)
        {
            _posted.Enqueue(item);
            _hasPosted = true;
            isSleeping = _isSleeping;
            _isSleeping = false;
            needsPool = _hasEnded && !_isOnPool;
            _isOnPool |= needsPool;
        }

        if (needsPool)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.RunOnPool(), this, preferLocal: false);
        }
        else if (isSleeping)
        {
            _wait.Signal();
        }
    }

    // timers that are due, then one piece of work; false if there was none of either
    internal bool RunNext()
    {
        if (_run is not null)
        {
            return _run.RunNext();
        }

        bool hasRun = _timers.Count > 0 && RunDueTimers();
        if (hasRun && _due.Count == 0 && !_isReadyTurn)
        {
            _isReadyTurn = true; // They have had theirs, and perhaps the wait is over for which the loop runs.
            return true;
        }

        if (_hasPosted)
        {
            TakePosted();
        }

        if (!TryTakeNext(out EventLoopItem item))
        {
            return hasRun;
        }

        RunItem(item);
        return true;
    }

    // what timers posted goes first, but each time they have had their turn one piece of the rest has its
    private bool TryTakeNext(out EventLoopItem item)
    {
        if (_dueTurn == 0 && !_isReadyTurn)
        {
            _dueTurn = _due.Count;
        }

        if (_dueTurn > 0)
        {
            _isReadyTurn = --_dueTurn == 0;
            return _due.TryDequeue(out item);
        }

        _isReadyTurn = false;
        return _ready.TryDequeue(out item) || _due.TryDequeue(out item);
    }

    private bool RunDueTimers()
    {
        long now = Timestamps.Now;
        TimerEntry? timer = _timers.TakeDue(now);
        if (timer is null)
        {
            return false;
        }

        // at most as many as there were, should one that is due start another
        _isFiring = true;
        for (int left = _timers.Count; timer is not null; left--)
        {
            RunTimer(timer);
            timer = left > 0 ? _timers.TakeDue(now) : null;
        }

        _isFiring = false;
        return true;
    }

    private void RunTimer(TimerEntry timer)
    {
        Enter(BlankContext.Instance);
        timer.OnDue();
    }

    /// <summary>Runs a piece of work, in its execution context, and reports what it throws.</summary>
    internal void RunItem(in EventLoopItem item)
    {
        Enter(item.Context ?? _blank);
        try
        {
            item.Run();
        }
#pragma warning disable CA1031 // The edge of the loop: whatever the work throws is reported, and the loop goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Report(exception);
        }
    }

    // whatever the work before has left behind
    private void Enter(ExecutionContext context)
    {
        if (context != ExecutionContext.Capture())
        {
            ExecutionContext.Restore(context);
        }

        if (SynchronizationContext.Current != this)
        {
            SetSynchronizationContext(this);
        }
    }

    private void TakePosted()
    {
        lock (_lock)
        {
            _posted.MoveTo(_ready);
            _hasPosted = false;
        }
    }

    private void WaitForWork()
    {
        if (_run is not null)
        {
            _run.WaitForWork();
            return;
        }

        long due = _timers.FirstDue;
        _headStart.Aim(due);
        if (_wait.IsNear(due, _headStart.Lead))
        {
            WaitAwake(due);
            return;
        }

        HeadStart.Prepare(NextTimer);
        lock (_lock)
        {
            if (_posted.Count > 0)
            {
                return;
            }

            _isSleeping = true;
        }

        if (!_hasEnded)
        {
            _timerSlack ??= PreciseWait.EnterThread();
        }

        _wait.Sleep(due, _headStart.Lead);
        _isSleeping = false;
    }

    private void WaitAwake(long due)
    {
        if (TrySpin(due - _headStart.Length) && !(NextTimer is { } next && _headStart.TryGive(next, due)))
        {
            TrySpin(due);
        }
    }

    // false if there is something to do before
    private bool TrySpin(long until)
    {
        while (!_hasPosted)
        {
            if (_wait.IsSignaled)
            {
                _wait.Sleep(0); // It takes the signal: the loop looks at its condition once, and goes on to spin.
                return false;
            }

            if (Timestamps.Now >= until)
            {
                return true;
            }

            Thread.SpinWait(1);
        }

        return false;
    }

    // runs what is ready, and leaves the rest to the clock and the thread pool
    private void Close()
    {
        _run?.Close();
        TakePosted();
        RunReady(_due.Count + _ready.Count);
        if (_timerSlack is { } slack)
        {
            PreciseWait.LeaveThread(slack);
            _timerSlack = null;
        }

        bool needsPool;
        lock (_lock)
        {
            _thread = null;
            _hasEnded = true;
            while (_timers.TakeFirst(out long due) is { } timer)
            {
                ClockThread.Shared.Schedule(timer, due);
            }

            needsPool = _isOnPool = _due.Count + _ready.Count + _posted.Count > 0;
        }

        if (needsPool)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.RunOnPool(), this, preferLocal: false);
        }
    }

    // in a frame of its own, so that neither context of the caller changes
    private void RunReady(int count)
    {
        ExecutionContext.Run(
            BlankContext.Instance,
            _ =>
            {
                for (int left = count; left > 0 && TryTakeNext(out EventLoopItem item); left--)
                {
                    RunItem(item);
                }
            },
            null);
    }

    // one thread at a time: only who sets _isOnPool queues this
    private void RunOnPool()
    {
        _thread = Thread.CurrentThread;
        TakePosted();
        RunReady(PoolShare);
        _thread = null;
        lock (_lock)
        {
            _isOnPool = _due.Count + _ready.Count + _posted.Count > 0;
            if (!_isOnPool)
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.RunOnPool(), this, preferLocal: false);
    }
}
