using System.Globalization;
using Tutti.Cli.Display;

namespace Tutti.Cli.Waiting;

/// <summary>Shows what waits gave.</summary>
internal static class WaitReport
{
    private const double Negligible = 1; // microseconds

    /// <summary>Shows the table, why a method is early if one is, and what the load does alone.</summary>
    /// <param name="display">Where to.</param>
    /// <param name="all">What was measured.</param>
    /// <param name="jobsWithoutWaits">How many jobs of the load a loop does that waits for nothing.</param>
    public static void Show(RunDisplay display, IReadOnlyList<WaitSeries> all, double jobsWithoutWaits)
    {
        var table = new ResultTable("method", "load", "late p50", "late p99", "early", "cpu", "jobs/s") { Numbers = [2, 3, 4, 5, 6] };
        foreach (WaitSeries series in all)
        {
            table.Add(
                isGood: null,
                series.Method.Name,
                series.Load,
                Microseconds(series.LatePercentile(0.5)),
                Microseconds(series.LatePercentile(0.99)),
                series.EarlyCount.ToString(CultureInfo.InvariantCulture),
                series.ProcessorShare.ToString("0 %", CultureInfo.InvariantCulture),
                series.IsLoaded ? Count(series.JobsPerSecond) : "");
        }

        display.Table(table);
        foreach (WaitMethod method in all.Where(series => series.LatePercentile(0.5) < -Negligible).Select(series => series.Method).Distinct())
        {
            display.Line($"{method.Name} is early at the median: it {method.Meaning}.");
        }

        display.Line($"Without any waits the loop does {Count(jobsWithoutWaits)} jobs/s.");
    }

    /// <summary>Writes a time in microseconds, with its unit, and with a tenth where it is short.</summary>
    /// <param name="value">The time.</param>
    /// <returns>The text.</returns>
    public static string Microseconds(double value)
    {
        bool isShort = Math.Abs(value) < 99.95;
        double rounded = Math.Round(value, isShort ? 1 : 0) + 0.0;      // so that what rounds to zero has no sign
        return rounded.ToString(isShort ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " \u00b5s";
    }

    private static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
