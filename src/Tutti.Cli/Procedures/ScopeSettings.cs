using Tutti.Instruments;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Procedures;

/// <summary>Says how a scope's traces are taken.</summary>
internal sealed record ScopeSettings
{
    /// <summary>Gets how long a trace is; the scope takes the nearest duration that it can do.</summary>
    public Quantity Duration { get; init; } = 10 * ms;

    /// <summary>Gets whether each point is the mean over its interval instead of one sample.</summary>
    public bool IsAveragingInterval { get; init; } = true;

    /// <summary>Gets what starts a trace.</summary>
    public TriggerSource Trigger { get; init; } = TriggerSource.Immediately;

    /// <summary>Gets the direction in which the signal crosses the level.</summary>
    public TriggerEdge Edge { get; init; } = TriggerEdge.Positive;

    /// <summary>Gets the voltage that the signal crosses.</summary>
    public Quantity Level { get; init; } = 0 * V;

    /// <summary>Gets the time from the trigger to the middle of the trace.</summary>
    public Quantity Delay { get; init; } = 0 * s;

    /// <summary>Gets how long a trigger is waited for.</summary>
    public Quantity TriggerTimeout { get; init; } = 10 * s;

    /// <summary>Brings a scope into these settings.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="cancellationToken">Cancels what is not set yet.</param>
    /// <returns>A task that ends when the scope has taken them.</returns>
    public async Task ApplyAsync(Scope scope, CancellationToken cancellationToken)
    {
        await scope.SamplingInterval.SetAsync(Duration / scope.Points, cancellationToken);
        await scope.IsAveragingInterval.SetAsync(IsAveragingInterval, cancellationToken);
        await scope.TriggerSource.SetAsync(Trigger, cancellationToken);
        await scope.TriggerEdge.SetAsync(Edge, cancellationToken);
        await scope.TriggerLevel.SetAsync(Level, cancellationToken);
        await scope.TriggerDelay.SetAsync(Delay, cancellationToken);
        await scope.TriggerTimeout.SetAsync(TriggerTimeout, cancellationToken);
    }
}
