using System.Globalization;
using Tutti.Benchmarks.Reporting;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Timing;

/// <summary>Measures the figures that are wanted of waiting, in short; the verbs <c>delay</c> and <c>sleepers</c> look closer.</summary>
internal static class WaitMeasurement
{
    private const int Rounds = 5;
    private const int Many = 100_000;
    private const int Waits = 200;
    private const int WarmUp = 50;

    public static void Run(FigureTable table)
    {
        AddDelay(table, TimeSpan.FromMicroseconds(100), mostProcessor: null);
        AddDelay(table, TimeSpan.FromMilliseconds(1), mostProcessor: 0.12);
        AddDelay(table, TimeSpan.FromMilliseconds(5), mostProcessor: 0.08);
        AddSleepers(table);
        AddOtherWork(table);
        AddMany(table, "100,000 Clock.Delay of 10 ms, started and awaited", static () => Clock.Delay(TimeSpan.FromMilliseconds(10)));
        AddMany(
            table,
            "  the same, each awaited by a future of its own",
            static () => Future.Start(static async () => await Clock.Delay(TimeSpan.FromMilliseconds(10))));
    }

    private static void AddDelay(FigureTable table, TimeSpan delay, double? mostProcessor)
    {
        List<Lateness> idle = [];
        List<Lateness> loaded = [];
        for (int round = 0; round < Rounds; round++)
        {
            idle.Add(EventLoop.Run(() => MeasureAsync(delay)));
            loaded.Add(EventLoop.Run(async () =>
            {
                using var job = new SineJob();
                return await MeasureAsync(delay);
            }));
        }

        Lateness quiet = Lateness.BestOf(idle);
        Lateness busy = Lateness.BestOf(loaded);
        string wantedShare = mostProcessor is { } most ? string.Create(CultureInfo.InvariantCulture, $", cpu {most:0%}") : "";
        string asked = string.Create(CultureInfo.InvariantCulture, $"Clock.Delay of {delay.TotalMilliseconds} ms");
        table.Add(new Figure(
            $"{asked}, idle loop: us late, p50 / p99; processor",
            string.Create(CultureInfo.InvariantCulture, $"{quiet.Median:0.00} / {quiet.Percentile99:0.0}, cpu {quiet.ProcessorShare:0%}, first {quiet.Earliest:0.0}"),
            $"never early, 1 / 50{wantedShare}",
            "",
            quiet.Earliest >= 0 && quiet.Median <= 1 && quiet.Percentile99 <= 50 && !(quiet.ProcessorShare > mostProcessor)));
        table.Add(new Figure(
            $"{asked}, beside the sine job",
            string.Create(CultureInfo.InvariantCulture, $"{busy.Median:0.00} / {busy.Percentile99:0.0}, first {busy.Earliest:0.0}"),
            "never early, 10 / 50",
            "",
            busy.Earliest >= 0 && busy.Median <= 10 && busy.Percentile99 <= 50));
    }

    private static void AddSleepers(FigureTable table)
    {
        (double PerSecond, double Median) best = (0, double.PositiveInfinity);
        for (int round = 0; round < Rounds / 2; round++)
        {
            (double perSecond, double median) = EventLoop.Run(() => SleepersMeasurement.SleepAsync(sleepers: 10_000));
            best = (Math.Max(best.PerSecond, perSecond), Math.Min(best.Median, median));
        }

        table.Add(new Figure(
            "10,000 concurrent sleepers of 10-50 ms",
            string.Create(CultureInfo.InvariantCulture, $"{best.PerSecond / 1000:0} thousand/s, p50 {best.Median:0.00} us late"),
            "at least 250 thousand/s, p50 2 us",
            "",
            best.PerSecond >= 250_000 && best.Median <= 2));
    }

    private static void AddOtherWork(FigureTable table)
    {
        double without = 0;
        double with = 0;
        for (int round = 0; round < Rounds / 2; round++)
        {
            without = Math.Max(without, EventLoop.Run(() => SleepersMeasurement.WorkAsync(isWaiting: false)));
            with = Math.Max(with, EventLoop.Run(() => SleepersMeasurement.WorkAsync(isWaiting: true)));
        }

        table.Add(new Figure(
            "the loop's other jobs while it waits 1 ms again and again",
            string.Create(CultureInfo.InvariantCulture, $"{with / without:0.0%}, {with:0}/s"),
            "at least 95 %",
            string.Create(CultureInfo.InvariantCulture, $"without waits: {without:0}/s"),
            with / without >= 0.95));
    }

    private static void AddMany(FigureTable table, string what, Func<Future> start)
    {
        double best = double.PositiveInfinity;
        double baseline = double.PositiveInfinity;
        double heap = 0;
        double resident = 0;
        for (int round = 0; round < 2 * Rounds; round++)
        {
            (double time, double moreHeap, double moreResident) = EventLoop.Run(() => StartFuturesAsync(start));
            best = Math.Min(best, time);
            heap = Math.Max(heap, moreHeap);
            resident = Math.Max(resident, moreResident);
            baseline = Math.Min(baseline, EventLoop.Run(StartTasksAsync));
        }

        table.Add(new Figure(
            what,
            string.Create(CultureInfo.InvariantCulture, $"{best:0.000} s, {heap:0} MB heap, {resident:0} resident"),
            "under 0.25 s, 120 MB more",
            string.Create(CultureInfo.InvariantCulture, $"Task.Delay: {baseline:0.000} s"),
            best < 0.25 && heap < 120 && resident < 120));
    }

    private static async Task<(double Seconds, double Heap, double Resident)> StartFuturesAsync(Func<Future> start)
    {
        var all = new Future[Many];
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        long resident = Environment.WorkingSet;
        long begin = PreciseClock.Instance.GetTimestamp();
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = start();
        }

        long began = PreciseClock.Instance.GetTimestamp();
        heap = GC.GetTotalMemory(forceFullCollection: false) - heap;
        resident = Environment.WorkingSet - resident;
        long looked = PreciseClock.Instance.GetTimestamp();
        foreach (Future future in all)
        {
            await future;
        }

        long end = PreciseClock.Instance.GetTimestamp();
        return (Lateness.Microseconds(end - looked + began - begin) / 1e6, heap / 1e6, resident / 1e6);
    }

    private static async Task<double> StartTasksAsync()
    {
        var all = new Task[Many];
        long begin = PreciseClock.Instance.GetTimestamp();
        for (int i = 0; i < all.Length; i++)
        {
#pragma warning disable RS0030 // What it is compared with.
            all[i] = Task.Delay(10);
#pragma warning restore RS0030
        }

        foreach (Task task in all)
        {
            await task;
        }

        return PreciseClock.Instance.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<Lateness> MeasureAsync(TimeSpan delay)
    {
        await Lateness.MeasureAsync(WarmUp, delay, static time => Clock.Delay(time));
        return await Lateness.MeasureAsync(Waits, delay, static time => Clock.Delay(time));
    }
}
