namespace Tutti.Cli.Output;

/// <summary>Is the file <c>results.json</c> of a run that measures waits.</summary>
/// <param name="JobsPerSecondWithoutWaits">How many jobs of the load a loop does that waits for nothing.</param>
/// <param name="Rows">What each method gave, idle and loaded.</param>
internal sealed record SavedWaitResults(double JobsPerSecondWithoutWaits, IReadOnlyList<SavedWaitRow> Rows);
