namespace Tutti.Execution.Internal;

/// <summary>Is a wait for a future to end.</summary>
internal sealed class FutureWait(Future target, bool hasTimeLimit) : Wait
{
    /// <inheritdoc/>
    public override Future Target => target;

    /// <inheritdoc/>
    public override bool IsForOwnWork => target is OwnWork or SignalWait { IsForOwnWork: true };

    /// <summary>Says that the calling flow waits for a future, if somebody needs to know.</summary>
    /// <param name="target">The future.</param>
    /// <param name="hasTimeLimit">Whether the wait ends by itself, so that it is part of no deadlock.</param>
    public static FutureWait? Begin(Future target, bool hasTimeLimit = false)
    {
        if (!IsOfInterest)
        {
            return null;
        }

        var wait = new FutureWait(target, hasTimeLimit);
        target.NoteWaitedFor();
        wait.Begin();
        return wait;
    }

    /// <inheritdoc/>
    public override string Describe() => $"'{target.Name}'";

    /// <inheritdoc/>
    public override bool TryFail(DeadlockException deadlock) => target.TryFailAwait(this, deadlock);

    /// <inheritdoc/>
    public override void AddBlockers(List<Blocker> blockers)
    {
        if (!hasTimeLimit && !target.IsDone)
        {
            blockers.Add(new Blocker(target));
        }
    }
}
