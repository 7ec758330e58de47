using System.Globalization;
using Tutti.Benchmarks.Reporting;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Benchmarks.Execution;

/// <summary>Measures how soon many waiting futures have ended after their parent was cancelled.</summary>
internal static class CancelMeasurement
{
    private const int Futures = 10_000;
    private const int Rounds = 20;
    private const double WantedMilliseconds = 10;

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public static async Task RunAsync(FigureTable table)
    {
        double delays = double.PositiveInfinity;
        double methods = double.PositiveInfinity;
        double tasks = double.PositiveInfinity;
        double asyncTasks = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            delays = Math.Min(delays, await CancelFuturesAsync(static () => Clock.Delay(Long)));
            methods = Math.Min(methods, await CancelFuturesAsync(static () => Future.Start(static async () => await Clock.Delay(Long))));
            tasks = Math.Min(tasks, await CancelTasksAsync(static cancel => Task.Delay(Long, PreciseClock.Instance, cancel)));
            asyncTasks = Math.Min(asyncTasks, await CancelTasksAsync(static async cancel => await Task.Delay(Long, PreciseClock.Instance, cancel)));
        }

        table.Add(Figure("cancel 10,000 waiting futures (Clock.Delay), until all are done", delays, WantedMilliseconds, "10,000 Task.Delay", tasks));
        table.Add(Figure("  the same, of async methods that await one each", methods, null, "10,000 such methods", asyncTasks));
    }

    private static Figure Figure(string what, double time, double? wanted, string than, double baseline) => new(
        what,
        string.Create(CultureInfo.InvariantCulture, $"{time:0.0} ms"),
        wanted is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"at most {wanted} ms"),
        string.Create(CultureInfo.InvariantCulture, $"{than}, by a token: {baseline:0.0} ms"),
        wanted is null ? null : time <= wanted);

    private static async Task<double> CancelFuturesAsync(Func<Future> start)
    {
        var all = new Future[Futures];
        Future parent = Future.Start(
            async () =>
            {
                for (int i = 0; i < all.Length; i++)
                {
                    all[i] = start();
                }

                await Future.All(all);
            },
            name: "parent");
        long begin = PreciseClock.Instance.GetTimestamp();
        await parent.CancelAsync();
        double time = PreciseClock.Instance.GetElapsedTime(begin).TotalMilliseconds;
        Require(parent.IsCancelled && Array.TrueForAll(all, future => future.IsCancelled));
        return time;
    }

    private static async Task<double> CancelTasksAsync(Func<CancellationToken, Task> start)
    {
        using var source = new CancellationTokenSource();
        Task[] all = [.. Enumerable.Range(0, Futures).Select(_ => start(source.Token))];
        long begin = PreciseClock.Instance.GetTimestamp();
#pragma warning disable MA0042 // On this thread, as the cancel of a future is.
        source.Cancel();
#pragma warning restore MA0042
        while (!Array.TrueForAll(all, task => task.IsCompleted))
        {
            await Task.Yield();
        }

        double time = PreciseClock.Instance.GetElapsedTime(begin).TotalMilliseconds;
        Require(Array.TrueForAll(all, task => task.IsCanceled));
        return time;
    }

    private static void Require(bool areAllCancelled)
    {
        if (!areAllCancelled)
        {
            throw new InvalidOperationException("Not all were cancelled.");
        }
    }
}
