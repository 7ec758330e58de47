namespace Tutti.Execution.Internal;

/// <summary>Wakes an event loop that waits, nested, until a future has ended; one serves all waits of that loop.</summary>
internal sealed class LoopWaker(EventLoop loop) : Continuation
{
    public EventLoop Loop => loop;

    /// <inheritdoc/>
    public override void Invoke() => loop.Wake();
}
