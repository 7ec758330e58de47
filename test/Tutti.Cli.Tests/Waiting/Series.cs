using Tutti.Cli.Waiting;

namespace Tutti.Cli.Tests.Waiting;

/// <summary>Makes series of waits that nobody waited for.</summary>
internal static class Series
{
    public static WaitSeries Of(double[] asked, double[] late, bool isLoaded = false) => new(
        WaitMethods.All[1],
        isLoaded,
        asked,
        [.. asked.Zip(late, (time, more) => time + more)],
        ProcessorShare: isLoaded ? 1.02 : 0.034,
        JobsPerSecond: isLoaded ? 112_345.6 : double.NaN);
}
