using System.Globalization;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Timing;

/// <summary>Measures many delays at a time on one event loop, and what they leave for its other work.</summary>
internal static class SleepersMeasurement
{
    private const int Rounds = 5;

    public static void Run(TextWriter output)
    {
        for (int round = 1; round <= Rounds; round++)
        {
            (double perSecond, double median) = EventLoop.Run(() => SleepAsync(sleepers: 10_000));
            double without = EventLoop.Run(() => WorkAsync(isWaiting: false));
            double with = EventLoop.Run(() => WorkAsync(isWaiting: true));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}: 10,000 sleepers of 10-50 ms: {perSecond:0} wake-ups/s, p50 {median:0.00} us late; sine jobs/s: {without:0} alone, {with:0} ({with / without:0.0%}) beside waits of 1 ms"));
        }
    }

    /// <summary>Waits with many sleepers for a second.</summary>
    /// <returns>How many waits ended per second, and how late their median was in microseconds.</returns>
    public static async Task<(double PerSecond, double Median)> SleepAsync(int sleepers)
    {
        var random = new Random(1);
        List<double> late = new(capacity: 1_000_000);
        long begin = PreciseClock.Instance.GetTimestamp();
        long end = begin + PreciseClock.Instance.TimestampFrequency;
        Task[] all = [.. Enumerable.Range(0, sleepers).Select(_ => SleepAgainAsync(TimeSpan.FromMicroseconds(random.Next(10_000, 50_000)), end, late))];
        foreach (Task sleeper in all)
        {
            await sleeper;
        }

        return (late.Count / PreciseClock.Instance.GetElapsedTime(begin).TotalSeconds, Lateness.MedianOf(late));
    }

    /// <summary>Counts jobs for a second.</summary>
    /// <returns>How many jobs ran per second.</returns>
    public static async Task<double> WorkAsync(bool isWaiting)
    {
        using var job = new SineJob();
        long begin = PreciseClock.Instance.GetTimestamp();
        while (PreciseClock.Instance.GetElapsedTime(begin) < TimeSpan.FromSeconds(1))
        {
            await Clock.Delay(isWaiting ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(1));
        }

        return job.PerSecond;
    }

    private static async Task SleepAgainAsync(TimeSpan delay, long end, List<double> late)
    {
        long begin;
        while ((begin = PreciseClock.Instance.GetTimestamp()) < end)
        {
            await Clock.Delay(delay);
            late.Add(Lateness.Microseconds(PreciseClock.Instance.GetTimestamp() - begin) - delay.TotalMicroseconds);
        }
    }
}
