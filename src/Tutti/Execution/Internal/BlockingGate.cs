namespace Tutti.Execution.Internal;

/// <summary>Wakes every thread that blocks until a future has ended.</summary>
#pragma warning disable CA1001 // The event has no handle unless asked for one; waiting threads may outlive the future.
internal sealed class BlockingGate : Continuation
#pragma warning restore CA1001
{
    private readonly ManualResetEventSlim _ended = new(initialState: false, spinCount: 0);

    /// <inheritdoc/>
    public override void Invoke() => _ended.Set();

    /// <summary>Blocks until the future has ended.</summary>
    public void Wait() => _ended.Wait();

    /// <summary>Blocks until the future has ended or <paramref name="timeout"/> has passed.</summary>
    /// <returns>Whether the future has ended.</returns>
    public bool Wait(TimeSpan timeout, TimeProvider timeProvider)
    {
        using var late = new CancellationTokenSource(timeout, timeProvider);
        try
        {
            _ended.Wait(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
