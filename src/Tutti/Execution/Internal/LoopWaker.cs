namespace Tutti.Execution.Internal;

/// <summary>Wakes a loop that waits, nested, until a future has ended; one serves all waits of an event loop, and one after another of others.</summary>
internal sealed class LoopWaker(IPump pump) : Continuation
{
    private IPump _pump = pump;

    /// <inheritdoc/>
    public override void Invoke() => Volatile.Read(ref _pump).Wake();

    /// <summary>Takes over the wait of a pump, if it is for the same or its own is over; the pump then looks once more whether the future has ended.</summary>
    /// <returns>Whether it does.</returns>
    public bool TryServe(IPump pump)
    {
        IPump own = Volatile.Read(ref _pump);
        return ReferenceEquals(own, pump) || (own.IsOver && ReferenceEquals(Interlocked.CompareExchange(ref _pump, pump, own), own));
    }
}
