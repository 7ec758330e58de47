using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is one piece of ready work of a virtual run: an item of its loop, a timer that is due, or a worker that can begin or go on.</summary>
internal readonly struct VirtualItem
{
    /// <summary>Initializes work of the loop.</summary>
    internal VirtualItem(in EventLoopItem item)
    {
        LoopItem = item;
    }

    /// <summary>Initializes the turn of a worker.</summary>
    internal VirtualItem(VirtualWorker worker)
    {
        Worker = worker;
    }

    /// <summary>Initializes the callback of a timer.</summary>
    internal VirtualItem(VirtualTimer timer)
    {
        if (timer.IsTrusted)
        {
            Timer = timer;
        }
        else
        {
            LoopItem = new EventLoopItem(static timer => ((VirtualTimer)timer!).OnDue(), timer, timer.Context);
        }
    }

    /// <summary>Gets the work of the loop, if it is that.</summary>
    internal EventLoopItem LoopItem { get; }

    /// <summary>Gets the worker whose turn it is, if it is that.</summary>
    internal VirtualWorker? Worker { get; }

    /// <summary>Gets the timer of Tutti's own, which any thread of the run can call, if it is that.</summary>
    internal VirtualTimer? Timer { get; }
}
