namespace Tutti.Execution;

/// <summary>Says how a device came to rest when what it did was cancelled; later ones are graver.</summary>
public enum StopOutcome
{
    /// <summary>There was nothing to stop: what was cancelled set nothing in motion.</summary>
    NotMoving,

    /// <summary>It was stopped, and was seen to stand; its outputs are off.</summary>
    Stopped,

    /// <summary>It was told to stop, but was not seen to stand before the deadline of the stop passed.</summary>
    Unconfirmed,

    /// <summary>To stop it failed: it may move on.</summary>
    Failed,
}
