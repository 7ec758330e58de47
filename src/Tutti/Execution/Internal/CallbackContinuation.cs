namespace Tutti.Execution.Internal;

/// <summary>Calls a callback of Tutti's own, inline, where the future ended.</summary>
internal sealed class CallbackContinuation(Action<object> callback, object state) : Continuation
{
    /// <inheritdoc/>
    public override void Invoke() => callback(state);
}
