namespace Tutti.Execution.Internal;

/// <summary>Calls a callback of Tutti's own, inline, where the future ended.</summary>
internal sealed class CallbackContinuation(Action<object> callback, object state) : Continuation
{
    private Action<object>? _callback = callback;
    private object? _state = state;

    /// <inheritdoc/>
    public override bool IsDropped => Volatile.Read(ref _callback) is null;

    /// <summary>Lets go of the callback, which has nothing to do any more; one that is called just now is called all the same.</summary>
    public void Drop()
    {
        Volatile.Write(ref _callback, null);
        Volatile.Write(ref _state, null);
    }

    /// <inheritdoc/>
    public override void Invoke()
    {
        if (Volatile.Read(ref _callback) is { } callback && Volatile.Read(ref _state) is { } state)
        {
            callback(state);
        }
    }
}
