using System.Globalization;
using System.Numerics;
using Tutti.Benchmarks.Transport;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya;
using Tutti.RedPitaya.Registers;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Benchmarks.Instruments;

/// <summary>Measures acquisitions over loopback: scope traces against a bare socket, a sweep's traffic, and both instruments together.</summary>
internal static class AcquisitionMeasurement
{
    private const int Traces = 300;
    private const int Points = 101;

    public static void Run(TextWriter output)
    {
        output.WriteLine(EventLoop.Run(MeasureTracesAsync));
        output.WriteLine(EventLoop.Run(MeasureSweepAsync));
        output.WriteLine(EventLoop.Run(MeasureTogetherAsync));
    }

    private static async Task<string> MeasureTracesAsync()
    {
        using var monitor = new BareMonitor();
        List<double> ratios = [];
        List<double> rates = [];
        for (int repetition = 0; repetition < 5; repetition++)
        {
            double bare;
            using (var client = new BareClient(monitor.Port))
            {
                bare = Rate(() => TakeBareTraces(client));
            }

            await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync("127.0.0.1", monitor.Port);
            await board.Scope.SamplingInterval.SetAsync(8 * ns);
            rates.Add(await RateAsync(() => TakeTracesAsync(board)));
            ratios.Add(rates[^1] / bare);
        }

        ratios.Sort();
        rates.Sort();
        return Text($"scope traces (2 x 16,384 samples): {rates[2]:0}/s, {ratios[2]:0.00} of the rate of a bare socket (medians of 5)");
    }

    private static async Task<string> MeasureSweepAsync()
    {
        await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync();
        await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port);
        await board.NetworkAnalyzer.Points.SetAsync(Points);
        await board.NetworkAnalyzer.Bandwidth.SetAsync(5 * kHz);
        await board.NetworkAnalyzer.SingleAsync(averages: 1);
        long before = simulator.RequestCount;
        long start = PreciseClock.Instance.GetTimestamp();
        await board.NetworkAnalyzer.SingleAsync(averages: 4);
        double time = PreciseClock.Instance.GetElapsedTime(start).TotalSeconds / (4 * Points);
        double messages = (simulator.RequestCount - before) / (4.0 * Points);
        double physical = board.NetworkAnalyzer.PointTime.In(s);
        return Text(
            $"network analyzer: {messages:0.00} messages in one round trip a point; a point takes {time * 1e6:0} us, of which {physical * 1e6:0} us are settling and integration (ratio {time / physical:0.00})");
    }

    private static async Task<string> MeasureTogetherAsync()
    {
        await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync();
        await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port);
        await board.Scope.SamplingInterval.SetAsync(16.384 * us);
        await board.NetworkAnalyzer.Points.SetAsync(Points);
        await board.NetworkAnalyzer.Bandwidth.SetAsync(1 * kHz);
        List<double> ratios = [];
        for (int repetition = 0; repetition < 5; repetition++)
        {
            double scope = await TimeAsync(() => board.Scope.SingleAsync(averages: 1));
            double sweep = await TimeAsync(() => board.NetworkAnalyzer.SingleAsync(averages: 1));
            double together = await TimeAsync(() =>
            {
                Future<ScopeTrace> f = board.Scope.SingleAsync(averages: 1);
                Future<Trace<Complex>> g = board.NetworkAnalyzer.SingleAsync(averages: 1);
                return Future.All(f, g);
            });
            ratios.Add(together / (scope + sweep));
        }

        ratios.Sort();
        return Text($"both together / (scope alone + network analyzer alone): {ratios[2]:0.00} (median of 5)");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Does what the scope does for a trace, message by message: reset, delay, arm, trigger; wait; status; pointer, buffers.</summary>
    private static int TakeBareTraces(BareClient client)
    {
        int received = 0;
        for (int i = 0; i < Traces; i++)
        {
            received += client.Write(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ResetBit);
            received += client.Write(ScopeRegisters.At(ScopeRegisters.TriggerDelay), ScopeRegisters.BufferLength);
            received += client.Write(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ArmBit);
            received += client.Write(ScopeRegisters.At(ScopeRegisters.TriggerSource), 1);
            long start = PreciseClock.Instance.GetTimestamp();
            while (PreciseClock.Instance.GetElapsedTime(start).TotalMicroseconds < 131)
            {
                Thread.SpinWait(10);
            }

            received += client.Read(ScopeRegisters.At(ScopeRegisters.Control), 1);
            received += client.Read(ScopeRegisters.At(ScopeRegisters.TriggerPointer), 1);
            received += client.Read(ScopeRegisters.At(ScopeRegisters.Channel1Buffer), ScopeRegisters.BufferLength);
            received += client.Read(ScopeRegisters.At(ScopeRegisters.Channel2Buffer), ScopeRegisters.BufferLength);
        }

        return received;
    }

    private static async Task TakeTracesAsync(RedPitayaBoard board)
    {
        int taken = 0;
        await foreach (ScopeTrace trace in board.Scope.ContinuousAsync())
        {
            if (++taken == Traces)
            {
                break;
            }
        }
    }

    private static double Rate(Func<int> take)
    {
        long start = PreciseClock.Instance.GetTimestamp();
        take();
        return Traces / PreciseClock.Instance.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> RateAsync(Func<Task> take)
    {
        long start = PreciseClock.Instance.GetTimestamp();
        await take();
        return Traces / PreciseClock.Instance.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> TimeAsync(Func<Future> start)
    {
        long before = PreciseClock.Instance.GetTimestamp();
        await start();
        return PreciseClock.Instance.GetElapsedTime(before).TotalSeconds;
    }
}
