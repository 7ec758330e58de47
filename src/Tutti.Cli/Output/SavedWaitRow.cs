namespace Tutti.Cli.Output;

/// <summary>Says in <c>results.json</c> what one method of waiting gave.</summary>
/// <param name="Method">The method.</param>
/// <param name="Load">What the loop did besides.</param>
/// <param name="Waits">How many waits there were.</param>
/// <param name="LateMedianMicroseconds">How late half of them were at most; below zero for early ones.</param>
/// <param name="LatePercentile99Microseconds">How late 99 % of them were at most.</param>
/// <param name="LateMostMicroseconds">How late the latest was.</param>
/// <param name="Early">How many were shorter than asked.</param>
/// <param name="ProcessorPercent">The processor time of the process, in percent of one processor.</param>
/// <param name="JobsPerSecond">How many jobs of the load ran; absent without a load.</param>
internal sealed record SavedWaitRow(
    string Method,
    string Load,
    int Waits,
    double LateMedianMicroseconds,
    double LatePercentile99Microseconds,
    double LateMostMicroseconds,
    int Early,
    double ProcessorPercent,
    double? JobsPerSecond);
