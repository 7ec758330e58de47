using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Is a wait for a future to end.</summary>
internal sealed class FutureWait(Future target, TimeSpan? limit) : Wait
{
    /// <inheritdoc/>
    public override Future Target => target;

    /// <inheritdoc/>
    public override bool IsForOwnWork => target is OwnWork or SignalWait { IsForOwnWork: true };

    /// <summary>Says that the calling flow waits for a future, if somebody needs to know.</summary>
    /// <param name="target">The future.</param>
    /// <param name="limit">When the wait ends by itself, so that it is part of no deadlock.</param>
    public static FutureWait? Begin(Future target, TimeSpan? limit = null) =>
        IsOfInterest ? Begin(target, Flow.Current, limit) : null;

    /// <summary>Says that a flow whose code stands on the calling thread waits for a future.</summary>
    public static FutureWait Begin(Future target, Flow? flow, TimeSpan? limit)
    {
        var wait = new FutureWait(target, limit);
        target.NoteWaitedFor();
        wait.Begin(flow);
        return wait;
    }

    /// <inheritdoc/>
    public override string Describe() => $"'{target.Name}'{SpanText.OfLimit(limit)}";

    /// <inheritdoc/>
    public override bool TryFail(DeadlockException deadlock) => target.TryFailAwait(this, deadlock);

    /// <inheritdoc/>
    public override void AddBlockers(List<Blocker> blockers)
    {
        if (limit is null && !target.IsDone)
        {
            blockers.Add(new Blocker(target));
        }
    }
}
