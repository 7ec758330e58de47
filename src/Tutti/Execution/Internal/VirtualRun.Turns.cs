using System.Diagnostics;
using System.Globalization;
using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <content>Whose turn it is.</content>
internal sealed partial class VirtualRun
{
    private readonly SemaphoreSlim _loopSignal = new(0); // only wakes; what counts are the fields below
    private Thread _loopThread = null!;
    private volatile Thread? _holder;
    private VirtualItem? _handed;
    private bool _isIdle;
    private long _turns;
    private string? _stall; // why the run was given up
    private Thread? _stuck; // who had the baton then

    private bool HasWork => _ready.Count > 0 || (Volatile.Read(ref _exchanges) == 0 && Clock.HasTimers);

    /// <summary>Runs one piece of the loop's work, and whatever the order puts before it.</summary>
    /// <returns>Whether there was one; else nothing at all can go on.</returns>
    public bool RunNext()
    {
        ThrowIfStalled();
        while (TryTake(out VirtualItem item))
        {
            if (item.Worker is not null)
            {
                Hand(item);
                AwaitBaton();
                if (_handed is not { } handed)
                {
                    continue;
                }

                _handed = null;
                item = handed;
            }

            Loop.RunItem(item.Timer is { } timer ? new EventLoopItem((IThreadPoolWorkItem)timer) : item.LoopItem);
            return true;
        }

        return false;
    }

    /// <summary>Waits in real time, on the loop's thread, for work that comes from outside: the end of an exchange, or a post.</summary>
    public void WaitForWork()
    {
        long start = PreciseClock.Instance.GetTimestamp();
        while (true)
        {
            lock (_lock)
            {
                _isIdle = !HasWork;
                if (!_isIdle)
                {
                    return;
                }
            }

            TimeSpan left = _limit - PreciseClock.Instance.GetElapsedTime(start);
            if (Volatile.Read(ref _exchanges) > 0 || Debugger.IsAttached)
            {
                left = _limit;
            }

            if (left <= TimeSpan.Zero)
            {
                Stall(isIdle: true, "nothing is ready, no timer is set and no link is at work");
            }

            _loopSignal.Wait(left, CancellationToken.None);
        }
    }

    /// <summary>Makes the loop look at its condition again, as ready work.</summary>
    public void Wake() => TryAdd(new VirtualItem(new EventLoopItem(static () => { })));

    /// <summary>Gives the baton of a worker that waits to others, and returns when the worker has it again.</summary>
    public void Yield(VirtualWorker worker)
    {
        if (!ReferenceEquals(_holder, worker.Thread))
        {
            throw Ended(); // The run was given up while the worker kept the baton.
        }

        if (TryTakeForeign(out VirtualItem item))
        {
            if (ReferenceEquals(item.Worker, worker))
            {
                return;
            }

            Hand(item);
        }
        else
        {
            HandToLoop(null);
        }

        worker.AwaitTurn();
    }

    /// <summary>Says that a worker's function begins; the thread has the baton if the run goes on.</summary>
    public void OnWorkerBegins(VirtualWorker worker)
    {
        lock (_lock)
        {
            if (_holder is null && !_hasEnded && _stall is null)
            {
                _holder = worker.Thread;
            }
        }
    }

    /// <summary>Says that a worker's function has ended, and passes the baton on.</summary>
    /// <returns>A worker that is to begin on the same thread, if its turn came.</returns>
    public VirtualWorker? OnWorkerEnds(VirtualWorker worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
            if (!ReferenceEquals(_holder, worker.Thread))
            {
                return null; // The run has ended or was given up.
            }
        }

        if (!TryTakeForeign(out VirtualItem item))
        {
            HandToLoop(null);
        }
        else if (item.Worker is { Thread: null } begins)
        {
            lock (_lock)
            {
                _holder = null;
            }

            return begins;
        }
        else
        {
            Hand(item);
        }

        return null;
    }

    /// <summary>Throws if the run was given up because nothing in it went on.</summary>
    public void ThrowIfStalled()
    {
        if (_stall is not null)
        {
            throw new TimeoutException(_stall);
        }
    }

    private void Begin(EventLoop loop)
    {
        Loop = loop;
        _loopThread = Thread.CurrentThread;
        _holder = _loopThread;
    }

    /// <summary>Takes the next piece of ready work; if there is none, time jumps.</summary>
    private bool TryTake(out VirtualItem item)
    {
        lock (_lock)
        {
            Volatile.Write(ref _turns, _turns + 1);
            while (true)
            {
                while (Clock.TakeDue() is { } timer)
                {
                    _ready.Add(new VirtualItem(timer));
                }

                if (_ready.TryTake(out item))
                {
                    return true;
                }

                if (Volatile.Read(ref _exchanges) > 0 || !Clock.TryJump())
                {
                    return false;
                }
            }
        }
    }

    /// <summary>Takes, on the thread of a worker, the next piece of work that is for a particular thread; runs what is for any.</summary>
    private bool TryTakeForeign(out VirtualItem item)
    {
        while (TryTake(out item))
        {
            if (item.Timer is null)
            {
                return true;
            }

            ExecutionContext.Run(Context, static timer => ((VirtualTimer)timer!).OnDue(), item.Timer);
        }

        return false;
    }

    private void Hand(in VirtualItem item)
    {
        if (item.Worker is not { } worker)
        {
            HandToLoop(item);
            return;
        }

        lock (_lock)
        {
            if (_stall is not null || _hasEnded)
            {
                return;
            }

            _holder = worker.Thread;
        }

        if (worker.Thread is null)
        {
            WorkerPool.Shared.Run(worker.RunOnThread);
        }
        else
        {
            worker.GiveTurn();
        }
    }

    private void HandToLoop(VirtualItem? item)
    {
        lock (_lock)
        {
            if (_stall is not null || _hasEnded)
            {
                return;
            }

            _handed = item;
            _holder = _loopThread;
        }

        _loopSignal.Release();
    }

    /// <summary>Blocks the loop's thread until it has the baton.</summary>
    private void AwaitBaton()
    {
        long seen = -1;
        long start = 0;
        while (!ReferenceEquals(_holder, _loopThread))
        {
            long turns = Volatile.Read(ref _turns);
            if (turns != seen || Debugger.IsAttached)
            {
                seen = turns;
                start = PreciseClock.Instance.GetTimestamp();
            }

            TimeSpan left = _limit - PreciseClock.Instance.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                Stall(isIdle: false, "a blocking function keeps the run to itself, in a wait that is none of Tutti's or in a long computation");
            }
            else
            {
                _loopSignal.Wait(left, CancellationToken.None);
            }
        }
    }

    /// <summary>Gives the run up, unless it goes on just now.</summary>
    private void Stall(bool isIdle, string reason)
    {
        string stall = string.Create(
            CultureInfo.InvariantCulture,
            $"The virtual run made no progress for {_limit.TotalSeconds} s of real time: {reason}.{DescribeHolder()}{Environment.NewLine}{Explanation.Of(this)}");
        lock (_lock)
        {
            if (isIdle ? !HasWork : !ReferenceEquals(_holder, _loopThread))
            {
                _stall = stall;
                _stuck = _holder;
                _isIdle = false;
                _holder = _loopThread;
            }
        }

        ThrowIfStalled();
    }

    private string DescribeHolder()
    {
        lock (_lock)
        {
            VirtualWorker? worker = _workers.FirstOrDefault(worker => worker.Thread is not null && ReferenceEquals(worker.Thread, _holder));
            return worker is null ? string.Empty : $" It is the one of '{worker.Owner?.Name}'.";
        }
    }

    private void WakeIfIdle()
    {
        lock (_lock)
        {
            if (!_isIdle)
            {
                return;
            }

            _isIdle = false;
        }

        _loopSignal.Release();
    }
}
