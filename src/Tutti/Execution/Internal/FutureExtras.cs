namespace Tutti.Execution.Internal;

/// <summary>Is what few futures have; apart from them, lest all the others carry its room along.</summary>
internal sealed class FutureExtras
{
    public CancellationToken Cause;
    public CancellationTokenRegistration Registration;
    public string? CancelReason;
    public FutureProgress? Progress;
    public EventHandler<FutureProgress>? ProgressChanged;
    public BlockingGate? Gate;
}
