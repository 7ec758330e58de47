namespace Tutti.Cli.Waiting;

/// <summary>Is what the waits of one method gave, on an idle or on a loaded loop.</summary>
/// <param name="Method">The method.</param>
/// <param name="IsLoaded">Whether the loop had other work.</param>
/// <param name="AskedMicroseconds">The times that were asked for: [waits].</param>
/// <param name="MeasuredMicroseconds">The times that passed: [waits].</param>
/// <param name="ProcessorShare">The processor time of the process over the time that passed: 1 is one processor.</param>
/// <param name="JobsPerSecond">How many jobs of the load ran per second; not a number without a load.</param>
internal sealed record WaitSeries(
    WaitMethod Method,
    bool IsLoaded,
    IReadOnlyList<double> AskedMicroseconds,
    IReadOnlyList<double> MeasuredMicroseconds,
    double ProcessorShare,
    double JobsPerSecond)
{
    /// <summary>Gets what the loop did besides, in words.</summary>
    public string Load => LoadName(IsLoaded);

    /// <summary>Gets how late each wait was in microseconds, below zero if it was early; the earliest first.</summary>
    public IReadOnlyList<double> LateMicroseconds => field ??=
        [.. MeasuredMicroseconds.Zip(AskedMicroseconds, (measured, asked) => measured - asked).Order()];

    /// <summary>Gets how many waits were shorter than asked.</summary>
    public int EarlyCount => LateMicroseconds.Count(late => late < 0);

    /// <summary>Names a load.</summary>
    /// <param name="isLoaded">Whether there is one.</param>
    /// <returns>The name.</returns>
    public static string LoadName(bool isLoaded) => isLoaded ? "sine job" : "idle";

    /// <summary>Gives the lateness that a part of the waits did not exceed.</summary>
    /// <param name="part">The part, above 0 and up to 1.</param>
    /// <returns>The smallest lateness that at least this part of the waits did not exceed, in microseconds.</returns>
    public double LatePercentile(double part) =>
        LateMicroseconds[Math.Max(0, (int)Math.Ceiling(part * LateMicroseconds.Count) - 1)];
}
