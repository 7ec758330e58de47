namespace Tutti.Execution.Internal;

/// <summary>Is a real exchange under way in a virtual run, or nothing outside of one.</summary>
internal readonly struct VirtualExchange(VirtualRun? run) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => run?.EndExchange();
}
