using System.Numerics;
using Tutti.Instruments;
using Tutti.Signals;

namespace Tutti.Cli.Procedures;

/// <summary>Is what one round of both instruments gave.</summary>
/// <param name="Scope">The scope's traces.</param>
/// <param name="ScopeTime">How long the scope took.</param>
/// <param name="Sweep">The network analyzer's trace.</param>
/// <param name="SweepTime">How long the network analyzer took.</param>
internal sealed record Round(ScopeTrace Scope, TimeSpan ScopeTime, Trace<Complex> Sweep, TimeSpan SweepTime)
{
    /// <summary>Gets how long both took together: from their common start until the later one was done.</summary>
    public TimeSpan Time => ScopeTime > SweepTime ? ScopeTime : SweepTime;
}
