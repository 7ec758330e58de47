using Tutti.Timing;

namespace Tutti.Execution.Internal;

/// <content>The end.</content>
internal sealed partial class VirtualRun
{
    // what is cleared away can take its own deadlines, in virtual time, but not for ever
    private static readonly TimeSpan LongestClearance = TimeSpan.FromHours(1);

    private bool HasOpenWork
    {
        get
        {
            lock (_lock)
            {
                return _workers.Count > 0 || Roots.HasDescendants;
            }
        }
    }

    /// <summary>Ends the run, on the loop's thread: what is left is cancelled and runs until it has ended; what does not end is given up.</summary>
    public void Close()
    {
        ExecutionContext.Run(Context, static run => ((VirtualRun)run!).ClearAway(), this);
        List<VirtualWorker> left;
        lock (_lock)
        {
            _hasEnded = true;
            _holder = _loopThread;
            _ready.Clear();
            left = [.. _workers];
        }

        Clock.Clear();
        foreach (VirtualWorker worker in left)
        {
            worker.Abort();
        }

        foreach (VirtualWorker worker in left.Where(worker => worker.Thread is not null && worker.Thread != _stuck))
        {
            worker.AwaitEnd(_limit);
        }

        foreach (Future future in Family.ListRunning(Roots))
        {
            future.GiveUp(Ended());
        }
    }

    private void ClearAway()
    {
        try
        {
            Roots.Cancel();
            long start = PreciseClock.Instance.GetTimestamp();
            TimeSpan end = Clock.Elapsed + LongestClearance;
            while (HasOpenWork && Clock.Elapsed < end && PreciseClock.Instance.GetElapsedTime(start) < _limit && RunNextOrWait())
            {
            }

            for (int ready = _ready.Count; ready > 0 && _ready.Count > 0; ready--)
            {
                RunNext();
            }
        }
        catch (TimeoutException) when (_stall is not null)
        {
            // What is left does not go on.
        }
    }

    private bool RunNextOrWait()
    {
        if (RunNext())
        {
            return true;
        }

        if (Volatile.Read(ref _exchanges) == 0)
        {
            return false;
        }

        WaitForWork();
        return true;
    }
}
