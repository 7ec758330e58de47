using System.Globalization;
using Tutti.Benchmarks.Reporting;
using Tutti.Benchmarks.Timing;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Execution;

/// <summary>Measures round trips to worker threads, and how soon a function begins while many others block.</summary>
internal static class RunMeasurement
{
    private const int Blocked = 1_000;
    private const int Next = 50;
    private const double WantedRatio = 1.2;
    private const double WantedMilliseconds = 1;

    public static async Task RunAsync(FigureTable table)
    {
        foreach (Func<Figure> measure in (Func<Figure>[])[MeasureRoundTrip, MeasureBlocked])
        {
            table.Add(await OnThreadOfItsOwn(measure));
        }
    }

    private static Figure MeasureRoundTrip()
    {
#pragma warning disable VSTHRD002 // Blocking is what is measured, and this thread has nothing else to do.
        double[] times = ShortRounds.NanosecondsAsync(BlockOnTasks, BlockOnFutures).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        double ratio = times[1] / times[0];
        return new Figure(
            "Future.Run and Join, back to back, from a thread of its own",
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} x, {times[1] / 1000:0.0} us"),
            "at most 1.2 x",
            string.Create(CultureInfo.InvariantCulture, $"Task.Run and Wait: {times[0] / 1000:0.0} us"),
            ratio <= WantedRatio);
    }

    private static Task BlockOnTasks(int count)
    {
        for (int i = 0; i < count; i++)
        {
#pragma warning disable VSTHRD002, MA0042 // What it is compared with.
            Task.Run(static () => { }).Wait();
#pragma warning restore VSTHRD002, MA0042
        }

        return Task.CompletedTask;
    }

    private static Task BlockOnFutures(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Future.Run(static () => { }).Join();
        }

        return Task.CompletedTask;
    }

    private static Figure MeasureBlocked()
    {
        using var gate = new ManualResetEventSlim();
        List<Future> all = [];
        double[] few = Begin(all, gate);
        using (var blocked = new CountdownEvent(Blocked))
        {
            for (int i = 0; i < Blocked; i++)
            {
                all.Add(Future.Run(() =>
                {
                    blocked.Signal();
                    gate.Wait();
                }));
            }

            blocked.Wait();
        }

        double[] many = Begin(all, gate);
        gate.Set();
        all.ForEach(future => future.Join());
        return new Figure(
            "with 1,000 blocked functions, the next begins after",
            string.Create(CultureInfo.InvariantCulture, $"p50 {many[Next / 2]:0.000} ms, p90 {many[Next * 9 / 10]:0.00}, worst {many[^1]:0.00}"),
            "at most 1 ms",
            string.Create(CultureInfo.InvariantCulture, $"with none: p50 {few[Next / 2]:0.000}, p90 {few[Next * 9 / 10]:0.00}, worst {few[^1]:0.00}"),
            many[Next * 9 / 10] <= WantedMilliseconds);
    }

    /// <summary>Starts some functions that block, each when the one before it has begun.</summary>
    /// <returns>The times to their beginnings in milliseconds, the shortest first.</returns>
    private static double[] Begin(List<Future> all, ManualResetEventSlim gate)
    {
        var times = new double[Next];
        using var begun = new SemaphoreSlim(0);
        for (int i = 0; i < Next; i++)
        {
            int index = i;
            long start = PreciseClock.Instance.GetTimestamp();
            all.Add(Future.Run(() =>
            {
                times[index] = Lateness.Microseconds(PreciseClock.Instance.GetTimestamp() - start) / 1000;
                begun.Release();
                gate.Wait();
            }));
            begun.Wait();
        }

        Array.Sort(times);
        return times;
    }

    private static Task<Figure> OnThreadOfItsOwn(Func<Figure> measure)
    {
        TaskCompletionSource<Figure> measured = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                measured.SetResult(measure());
            }
#pragma warning disable CA1031 // It is passed on.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                measured.SetException(ex);
            }
        });
        thread.UnsafeStart();
        return measured.Task;
    }
}
