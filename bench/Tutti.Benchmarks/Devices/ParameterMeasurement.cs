using System.Globalization;
using Tutti.Benchmarks.Reporting;
using Tutti.Devices;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Benchmarks.Devices;

/// <summary>Measures reading and setting a parameter of a device that answers at once.</summary>
internal static class ParameterMeasurement
{
    private static readonly Quantity InItsUnit = 2 * mm;
    private static readonly Quantity InAnotherUnit = 2000 * um;

    public static async Task RunAsync(FigureTable table)
    {
        await using var device = new BenchDevice("stage");
        double[] times = await ShortRounds.NanosecondsAsync(
            count => ReadBareAsync(device, count),
            count => WriteBareAsync(device, count),
            count => ReadBareNowAsync(device, count),
            count => ReadAsync(device.Encoder, count),
            count => ReadAsync(device.Position, count),
            count => SetAsync(device, InItsUnit, count),
            count => SetAsync(device, InAnotherUnit, count));
        table.Add(Figure("read a parameter whose read function is done at once (readNow)", times[3], 15, "that function", times[2]));
        table.Add(Figure("  whose read function could wait, but is done at once", times[4], null, "that function", times[0]));
        table.Add(Figure("set one likewise, with unit, limits, state and gate", times[5], 3, "its write function", times[1]));
        table.Add(Figure("  the same, with a value in another unit", times[6], 3, "its write function", times[1]));
    }

    private static Figure Figure(string what, double time, double? wanted, string than, double baseline) => new(
        what,
        string.Create(CultureInfo.InvariantCulture, $"{1e3 / time:0.00} million/s ({time:0} ns)"),
        wanted is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"at least {wanted} million/s"),
        string.Create(CultureInfo.InvariantCulture, $"{than}: {baseline:0.0} ns"),
        wanted is null ? null : 1e3 / time >= wanted);

    private static async Task ReadBareAsync(BenchDevice device, int count)
    {
        Func<CancellationToken, ValueTask<Quantity>> read = device.ReadAsync;
        for (int i = 0; i < count; i++)
        {
            await read(CancellationToken.None);
        }
    }

    private static async Task WriteBareAsync(BenchDevice device, int count)
    {
        Func<Quantity, CancellationToken, ValueTask> write = device.WriteAsync;
        for (int i = 0; i < count; i++)
        {
            await write(InItsUnit, CancellationToken.None);
        }
    }

    private static Task ReadBareNowAsync(BenchDevice device, int count)
    {
        Func<Quantity> read = device.ReadNow;
        for (int i = 0; i < count; i++)
        {
            read();
        }

        return Task.CompletedTask;
    }

    private static async Task ReadAsync(QuantityParameter parameter, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await parameter.GetAsync();
        }
    }

    private static async Task SetAsync(BenchDevice device, Quantity value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await device.Position.SetAsync(value);
        }
    }
}
