namespace Tutti.Execution.Internal;

/// <summary>Is one wait of a worker in a virtual run: when it ends, the worker is ready to go on, once.</summary>
internal sealed class VirtualPause(VirtualWorker worker)
{
    private int _isOver;

    /// <summary>Makes the worker ready.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            worker.Run.TryAdd(new VirtualItem(worker));
        }
    }
}
