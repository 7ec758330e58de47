using System.Numerics;
using Tutti.Signals;

namespace Tutti.Cli.Procedures;

/// <summary>Is what a run gave.</summary>
internal sealed record AcquisitionResult
{
    /// <summary>Gets the rounds that are complete, at least one.</summary>
    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>Gets the mean of their network analyzer traces.</summary>
    public required Trace<Complex> MeanSweep { get; init; }

    /// <summary>Gets how long the scope and the network analyzer took when the other rested.</summary>
    /// <value><see langword="null"/> if that was not measured.</value>
    public (TimeSpan Scope, TimeSpan Sweep)? Alone { get; init; }

    /// <summary>Gets how long a round took in the mean.</summary>
    public TimeSpan RoundTime => Rounds.Aggregate(TimeSpan.Zero, (sum, round) => sum + round.Time) / Rounds.Count;

    /// <summary>Gets the time together over the sum of the times alone, or <see langword="null"/> if these were not measured.</summary>
    public double? Ratio => Alone is var (scope, sweep) ? RoundTime / (scope + sweep) : null;
}
