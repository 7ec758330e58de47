namespace Tutti.Execution.Internal;

/// <summary>Tells a cancel that a future has ended which it had reached; while it is attached, it says that it had.</summary>
internal sealed class ReachContinuation(CancelReach reach, Future future) : Continuation
{
    /// <summary>Gets what waits for all that the cancel reaches.</summary>
    public CancelReach Reach => reach;

    /// <inheritdoc/>
    public override void Invoke() => reach.NoteEnd(future);
}
