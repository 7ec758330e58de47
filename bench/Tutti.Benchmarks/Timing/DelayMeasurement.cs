using System.Globalization;
using Tutti.Execution;

namespace Tutti.Benchmarks.Timing;

/// <summary>Measures how late delays on an event loop are, idle and loaded, beside the delays of .NET.</summary>
/// <remarks>Every figure is the median of some rounds, in which the methods take turns; the machine should have nothing else to do.</remarks>
internal static class DelayMeasurement
{
    private const int Rounds = 5;
    private const int Waits = 200;
    private const int WarmUp = 50;

    private static readonly int[] Microseconds = [100, 250, 500, 1000, 2000, 5000];

    public static void Run(TextWriter output)
    {
        Func<TimeSpan, Future> precise = static delay => Clock.Delay(delay);
#pragma warning disable RS0030 // What it is compared with.
        Func<TimeSpan, Future> plain = static delay => Future.Start(() => Task.Delay(delay));
#pragma warning restore RS0030

        output.WriteLine("us late (early: negative)        idle loop                            with the sine job");
        output.WriteLine("method          asked    first      p50      p99   cpu      first      p50      p99    jobs/s");
        foreach (int microseconds in Microseconds)
        {
            var delay = TimeSpan.FromMicroseconds(microseconds);
            List<Lateness>[] idle = [[], []];
            List<Lateness>[] loaded = [[], []];
            List<double>[] jobs = [[], []];
            for (int round = 0; round < Rounds; round++)
            {
                for (int method = 0; method < 2; method++)
                {
                    Func<TimeSpan, Future> wait = method == 0 ? precise : plain;
                    idle[method].Add(EventLoop.Run(() => MeasureAsync(delay, wait)));
                    (Lateness lateness, double perSecond) = EventLoop.Run(() => MeasureLoadedAsync(delay, wait));
                    loaded[method].Add(lateness);
                    jobs[method].Add(perSecond);
                }
            }

            for (int method = 0; method < 2; method++)
            {
                Lateness quiet = Lateness.MedianOf(idle[method]);
                Lateness busy = Lateness.MedianOf(loaded[method]);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(method == 0 ? "Clock.Delay" : "Task.Delay"),-12} {microseconds,8} {quiet.Earliest,8:0.00} {quiet.Median,8:0.00} {quiet.Percentile99,8:0.0} {quiet.ProcessorShare,5:0%}   {busy.Earliest,8:0.00} {busy.Median,8:0.00} {busy.Percentile99,8:0.0} {Lateness.MedianOf(jobs[method]),9:0}"));
            }
        }
    }

    private static async Task<Lateness> MeasureAsync(TimeSpan delay, Func<TimeSpan, Future> wait)
    {
        await Lateness.MeasureAsync(WarmUp, delay, wait);
        return await Lateness.MeasureAsync(Waits, delay, wait);
    }

    private static async Task<(Lateness Lateness, double PerSecond)> MeasureLoadedAsync(TimeSpan delay, Func<TimeSpan, Future> wait)
    {
        using var job = new SineJob();
        Lateness lateness = await MeasureAsync(delay, wait);
        return (lateness, job.PerSecond);
    }
}
