namespace Tutti.Execution.Internal;

/// <summary>Is the wait of a future that has no work of its own for those that it is made of.</summary>
/// <param name="targets">The futures.</param>
/// <param name="isForAny">Whether it waits for one of them; else for all.</param>
/// <param name="cancelsRest">Whether one of them can cancel the others, so that a wait for all may end with any.</param>
internal sealed class CombinedWait(IReadOnlyList<Future> targets, bool isForAny = false, bool cancelsRest = false) : Wait
{
    /// <summary>Gets the futures that are waited for.</summary>
    public IReadOnlyList<Future> Targets => targets;

    /// <inheritdoc/>
    public override bool EndsWithAny => isForAny || cancelsRest;

    /// <inheritdoc/>
    public override Future? Target => targets.Count == 1 ? targets[0] : null;

    /// <inheritdoc/>
    public override bool HasBlockers => true;

    /// <inheritdoc/>
    public override string Describe() => targets.Count == 1
        ? $"'{targets[0].Name}'"
        : $"{(isForAny ? "one" : "all")} of {targets.Count} futures, {targets.Count(future => future.IsDone)} of them done";

    /// <inheritdoc/>
    public override void NoteWaitedFor()
    {
        foreach (Future target in targets)
        {
            target.NoteWaitedFor();
        }
    }

    /// <inheritdoc/>
    public override bool TryFail(DeadlockException deadlock)
    {
        if (Party is not Future { IsDone: false } future)
        {
            return false;
        }

        future.EndWith(deadlock);
        return true;
    }

    /// <inheritdoc/>
    public override void AddBlockers(List<Blocker> blockers)
    {
        foreach (Future target in targets)
        {
            if (!target.IsDone)
            {
                blockers.Add(new Blocker(target));
            }
        }
    }
}
