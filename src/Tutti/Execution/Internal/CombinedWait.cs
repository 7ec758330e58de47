namespace Tutti.Execution.Internal;

/// <summary>Is the wait of a future that has no work of its own for those that it is made of.</summary>
internal sealed class CombinedWait(IReadOnlyList<Future> targets, bool endsWithAny) : Wait
{
    /// <summary>Gets the futures that are waited for.</summary>
    public IReadOnlyList<Future> Targets => targets;

    /// <inheritdoc/>
    public override bool EndsWithAny => endsWithAny;

    /// <inheritdoc/>
    public override Future? Target => targets.Count == 1 ? targets[0] : null;

    /// <inheritdoc/>
    public override bool HasBlockers => true;

    /// <inheritdoc/>
    public override string Describe() => targets.Count == 1
        ? $"'{targets[0].Name}'"
        : $"{(endsWithAny ? "one" : "all")} of {targets.Count} futures, {targets.Count(future => future.IsDone)} of them done";

    /// <inheritdoc/>
    public override void NoteWaitedFor()
    {
        foreach (Future target in targets)
        {
            target.NoteWaitedFor();
        }
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
