namespace Tutti.Execution.Internal;

/// <summary>Runs blocking functions, each at once on a thread of its own; threads that have become idle are used again.</summary>
/// <remarks>
/// There is no limit and no queue: a function that finds no idle thread gets a new one, so that however many block, the next one starts.
/// The thread that became idle last is used first, and one that was idle for a while ends.
/// </remarks>
internal sealed class WorkerPool
{
    private readonly Lock _lock = new();
    private readonly Stack<Worker> _idle = new();
    private Worker? _newest; // the one that became idle last is not on the stack: it comes and goes without the lock
    private int _count;

    public static WorkerPool Shared { get; } = new();

    /// <summary>Runs a function that does not throw, at once, on a worker thread.</summary>
    public void Run(Action work) => RunAny(work);

    /// <summary>Runs the function of a future, at once, on a worker thread.</summary>
    public void Run(FunctionRun function) => RunAny(function);

    /// <summary>Takes a worker back that is idle from now on.</summary>
    public void Return(Worker worker)
    {
        if (Interlocked.Exchange(ref _newest, worker) is { } before)
        {
            lock (_lock)
            {
                _idle.Push(before);
            }
        }
    }

    /// <summary>Lets a worker go if it is the one that became idle last; those below it are idle for longer still, and go before it.</summary>
    public bool TryRemove(Worker worker)
    {
        if (ReferenceEquals(Interlocked.CompareExchange(ref _newest, null, worker), worker))
        {
            return true;
        }

        lock (_lock)
        {
            if (!_idle.TryPeek(out Worker? newest) || !ReferenceEquals(newest, worker))
            {
                return false;
            }

            _idle.Pop();
            return true;
        }
    }

    private void RunAny(object work)
    {
        Worker? worker = Interlocked.Exchange(ref _newest, null);
        if (worker is null)
        {
            lock (_lock)
            {
                _idle.TryPop(out worker);
            }
        }

        if (worker is not null)
        {
            worker.Take(work);
        }
        else
        {
            new Worker(this, work).Start(Interlocked.Increment(ref _count));
        }
    }
}
