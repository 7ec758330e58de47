using System.Globalization;
using Tutti.Benchmarks.Reporting;
using Tutti.Execution;

namespace Tutti.Benchmarks.Execution;

/// <summary>Measures what a future of work that is done at once costs over calling the same async method.</summary>
internal static class StartMeasurement
{
    private const int Count = 100_000;
    private const double WantedNanoseconds = 150;
    private const double WantedObjects = 4;

    public static async Task RunAsync(FigureTable table) => await Future.Start(() => MeasureAsync(table), name: "parent");

    private static async Task MeasureAsync(FigureTable table)
    {
        double[] times = await ShortRounds.NanosecondsAsync(CallAsync, StartAsync, StartWithTokenAsync);
        (double callBytes, double callObjects) = AllocationCounter.Measure(Count, static () => _ = WorkAsync());
        (double bytes, double objects) = AllocationCounter.Measure(Count, static () => _ = Future.Start(WorkAsync));
        (double tokenBytes, double tokenObjects) = AllocationCounter.Measure(Count, static () => _ = Future.Start(WorkWithTokenAsync));
        table.Add(Figure("Future.Start, done at once, inside a parent", times[1], bytes - callBytes, objects - callObjects, times[0]));
        table.Add(Figure(
            "  the same, of work that takes a token", times[2], tokenBytes - callBytes, tokenObjects - callObjects, times[0]));
    }

    private static Figure Figure(string what, double time, double bytes, double objects, double baseline) => new(
        what,
        string.Create(CultureInfo.InvariantCulture, $"+{time - baseline:0} ns, +{objects:0.0} objects, +{bytes:0} B"),
        "at most +150 ns, +4 objects",
        string.Create(CultureInfo.InvariantCulture, $"the async method: {baseline:0.0} ns"),
        time - baseline <= WantedNanoseconds && objects < WantedObjects + 0.5);

    private static async Task CallAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await WorkAsync();
        }
    }

    private static async Task StartAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Future.Start(WorkAsync);
        }
    }

    private static async Task StartWithTokenAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Future.Start(WorkWithTokenAsync);
        }
    }

    private static async Task WorkAsync() => await Task.CompletedTask;

    private static async Task WorkWithTokenAsync(CancellationToken cancellationToken) => await Task.CompletedTask;
}
