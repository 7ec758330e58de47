using System.Globalization;
using Tutti.Benchmarks.Devices;
using Tutti.Benchmarks.Reporting;
using Tutti.Exclusion;
using Tutti.Execution;

namespace Tutti.Benchmarks.Exclusion;

/// <summary>Measures acquiring and releasing one device and one parameter of another, alone and against seven others.</summary>
internal static class AcquireMeasurement
{
    private const int Flows = 8;

    public static async Task RunAsync(FigureTable table)
    {
        await using var device = new BenchDevice("stage");
        await using var other = new BenchDevice("pump");
        IExclusive parameter = other["position"];
        using SemaphoreSlim first = new(1, 1);
        using SemaphoreSlim second = new(1, 1);
        double[] times = await ShortRounds.NanosecondsAsync(
            count => TakeSemaphoresAsync(first, second, count),
            count => CompeteAsync(count, share => YieldWithSemaphoresAsync(first, second, share)),
            count => AcquireAsync(device, parameter, count),
            count => CompeteAsync(count, share => YieldWithLeaseAsync(device, parameter, share)));
        table.Add(Figure("acquire and release a device and a parameter", times[2], 8, "two SemaphoreSlim", times[0]));
        table.Add(Figure("  the same, 8 flows competing, with a body that yields", times[3], 3, "two SemaphoreSlim", times[1]));
    }

    private static Figure Figure(string what, double time, double wanted, string than, double baseline) => new(
        what,
        string.Create(CultureInfo.InvariantCulture, $"{1e3 / time:0.00} million/s ({time:0} ns)"),
        string.Create(CultureInfo.InvariantCulture, $"at least {wanted} million/s"),
        string.Create(CultureInfo.InvariantCulture, $"{than}: {1e3 / baseline:0.00} million/s"),
        1e3 / time >= wanted);

    private static async Task CompeteAsync(int count, Func<int, Task> work)
    {
        Future[] flows = [.. Enumerable.Range(0, Flows).Select(_ => Future.Start(() => work(Math.Max(1, count / Flows)), name: "flow"))];
        await Future.All(flows);
    }

    private static async Task TakeSemaphoresAsync(SemaphoreSlim first, SemaphoreSlim second, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await first.WaitAsync();
            await second.WaitAsync();
            second.Release();
            first.Release();
        }
    }

    private static async Task YieldWithSemaphoresAsync(SemaphoreSlim first, SemaphoreSlim second, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await first.WaitAsync();
            await second.WaitAsync();
            await Task.Yield();
            second.Release();
            first.Release();
        }
    }

    private static async Task AcquireAsync(IExclusive device, IExclusive parameter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using (await Exclusive.AcquireAsync(device, parameter))
            {
            }
        }
    }

    private static async Task YieldWithLeaseAsync(IExclusive device, IExclusive parameter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using (await Exclusive.AcquireAsync(device, parameter))
            {
                await Task.Yield();
            }
        }
    }
}
