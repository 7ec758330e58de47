namespace Tutti.Execution.Internal;

/// <summary>Is a blocking function in a virtual run, which takes turns with the loop and with other workers.</summary>
#pragma warning disable CA1001 // The semaphore has no handle unless asked for one; a thread may wake its worker when that has ended.
internal sealed class VirtualWorker(VirtualRun run, Action work)
#pragma warning restore CA1001
{
    [ThreadStatic]
    private static VirtualWorker? _current;

    private readonly SemaphoreSlim _turn = new(0);
    private readonly ManualResetEventSlim _ended = new(initialState: false);
    private volatile bool _hasTurn;
    private volatile bool _isAborted;

    /// <summary>Gets the worker whose function the calling thread runs, if it does.</summary>
    public static VirtualWorker? Current => _current;

    /// <summary>Gets the run that it belongs to.</summary>
    public VirtualRun Run => run;

    /// <summary>Gets the thread that it runs on; <see langword="null"/> before its first turn.</summary>
    public Thread? Thread { get; private set; }

    /// <summary>Gets the future whose work it is, as far as is known, to name it.</summary>
    public Future? Owner { get; init; }

    /// <summary>Runs the function, and then others that are to begin.</summary>
    public void RunOnThread()
    {
        for (VirtualWorker? worker = this; worker is not null;)
        {
            worker.Thread = Thread.CurrentThread;
            run.OnWorkerBegins(worker);
            _current = worker;
            SynchronizationContext.SetSynchronizationContext(new VirtualWorkerContext(run.Loop));
            worker.DoWork();
            _current = null;
            SynchronizationContext.SetSynchronizationContext(null);
            worker = run.OnWorkerEnds(worker);
        }
    }

    /// <summary>Waits until a future has ended, or the time is over; others have their turn meanwhile.</summary>
    public void WaitFor(Future future, TimeSpan? timeout = null)
    {
        ThrowIfAborted();
        var pause = new VirtualPause(this);
        future.OnEnd(static pause => ((VirtualPause)pause).End(), pause);
        using (timeout is { } limit ? run.Clock.StartTrusted(static pause => ((VirtualPause)pause!).End(), pause, limit) : null)
        {
            run.Yield(this);
        }

        ThrowIfAborted();
    }

    /// <summary>Makes the worker ready work like any other that is ready now.</summary>
    public void LetOthersGo()
    {
        if (run.TryAdd(new VirtualItem(this)))
        {
            run.Yield(this);
        }

        ThrowIfAborted();
    }

    /// <summary>Lets the worker go on; it has the baton from here on.</summary>
    public void GiveTurn()
    {
        _hasTurn = true;
        _turn.Release();
    }

    /// <summary>Blocks the thread until the worker has its turn.</summary>
    public void AwaitTurn()
    {
        while (!_hasTurn && !_isAborted)
        {
            _turn.Wait(CancellationToken.None);
        }

        _hasTurn = false;
    }

    /// <summary>Makes the wait of the worker throw: the run has ended.</summary>
    public void Abort()
    {
        _isAborted = true;
        _turn.Release();
    }

    /// <summary>Waits until the function has ended.</summary>
    public void AwaitEnd(TimeSpan limit) => _ended.Wait(limit, CancellationToken.None);

    private void DoWork()
    {
        try
        {
            work();
        }
        finally
        {
            _ended.Set();
        }
    }

    private void ThrowIfAborted()
    {
        if (_isAborted)
        {
            throw VirtualRun.Ended();
        }
    }
}
