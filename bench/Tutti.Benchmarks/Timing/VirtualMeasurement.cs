using System.Globalization;
using Tutti.Execution;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Benchmarks.Timing;

/// <summary>Measures how long programs of hours take in virtual time, and how many orders seeds give.</summary>
internal static class VirtualMeasurement
{
    private const int Rounds = 5;
    private const int Steps = 28_800;

    public static void Run(TextWriter output)
    {
        Measure(output, "8 h of awaited delays of 1 s", ScanAsync);
        Measure(output, "8 h of blocking sleeps of 1 s on a worker", static async () => await Future.Run(Scan));
        Measure(output, "8 h of both at the same time", static async () => await Future.All(Future.Start(ScanAsync), Future.Run(Scan)));
        Measure(output, "8 h of two workers that sleep in turns", static async () => await Future.All(Future.Run(Scan), Future.Run(Scan)));

        string[] orders = [.. Enumerable.Range(0, 100).Select(seed =>
            EventLoop.Run(RecordOrderAsync, new VirtualRunOptions { Seed = seed }))];
        bool areSame = Enumerable.Range(0, 100).All(seed =>
            EventLoop.Run(RecordOrderAsync, new VirtualRunOptions { Seed = seed }) == orders[seed]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"3 async functions and 3 workers, 100 seeds: {orders.Distinct().Count()} orders, {(areSame ? "each" : "NOT each")} the same again"));
    }

    private static void Measure(TextWriter output, string what, Func<Task> program)
    {
        TimeSpan best = TimeSpan.MaxValue;
        TimeSpan elapsed = TimeSpan.Zero;
        for (int round = 0; round < Rounds; round++)
        {
            var options = new VirtualRunOptions { Seed = round == 0 ? null : round };
            long start = PreciseClock.Instance.GetTimestamp();
            EventLoop.Run(program, options);
            TimeSpan real = PreciseClock.Instance.GetElapsedTime(start);
            best = real < best ? real : best;
            elapsed = options.Clock.Elapsed;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {elapsed.TotalSeconds:0} s of virtual time in {best.TotalMilliseconds:0.00} ms, {elapsed / best:0} times as fast"));
    }

    private static async Task ScanAsync()
    {
        for (int i = 0; i < Steps; i++)
        {
            await Clock.Delay(1 * s);
        }
    }

    private static void Scan()
    {
        for (int i = 0; i < Steps; i++)
        {
            Clock.Sleep(1 * s);
        }
    }

    private static async Task<string> RecordOrderAsync()
    {
        string order = string.Empty;
        List<Future> futures = [];
        foreach (char name in "ABCDEF")
        {
            futures.Add(name < 'D'
                ? Future.Start(async () =>
                {
                    await Task.Yield();
                    order += name;
                    await Clock.Delay(1 * s);
                    order += name;
                })
                : Future.Run(() =>
                {
                    order += name;
                    Clock.Sleep(1 * s);
                    order += name;
                }));
        }

        await Future.All(futures);
        return order;
    }
}
