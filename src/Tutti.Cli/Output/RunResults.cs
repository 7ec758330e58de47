namespace Tutti.Cli.Output;

/// <summary>Is the file <c>results.json</c>: what a run gave.</summary>
/// <param name="Rounds">How long each complete round took.</param>
/// <param name="Alone">How long each instrument took when the other rested; absent if that was not measured.</param>
/// <param name="Ratio">The time together over the sum of the times alone; absent if these were not measured.</param>
/// <param name="Findings">What was found out.</param>
internal sealed record RunResults(
    IReadOnlyList<RunTimes> Rounds,
    RunTimes? Alone,
    double? Ratio,
    IReadOnlyList<RunFinding> Findings);
