using Tutti.Quantities;

namespace Tutti.Cli.Waiting;

/// <summary>Says which waits are measured.</summary>
/// <param name="Waits">How many waits there are of each method, idle and loaded.</param>
/// <param name="Longest">The longest wait that is asked for.</param>
/// <param name="Seed">From what the random times are made.</param>
internal sealed record WaitSettings(int Waits, Quantity Longest, int Seed)
{
    /// <summary>Makes the times to ask for: random, uniformly between zero and the longest.</summary>
    /// <returns>The times, the same for the same settings.</returns>
    public IReadOnlyList<TimeSpan> AskedTimes()
    {
        var random = new Random(Seed);
        double longest = Longest.ToTimeSpan().Ticks;
        return [.. Enumerable.Range(0, Waits).Select(_ => TimeSpan.FromTicks((long)Math.Round(random.NextDouble() * longest)))];
    }
}
