#:project ../src/Tutti.Simulation/Tutti.Simulation.csproj

// An oscilloscope trace and a network-analyzer sweep at the same time, n rounds, averaged.
//   dotnet run examples/two-instruments.cs

using System.Numerics;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync();             // or a real board's name below
    await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port);
    await board.Generator2.StartAsync(1 * kHz, 0.5 * V);
    await board.Scope.TriggerSource.SetAsync(TriggerSource.Channel2);

    const int rounds = 3;
    Trace<double>? c1 = null;
    Trace<Complex>? c2 = null;
    for (int i = 0; i < rounds; i++)
    {
        Future<ScopeTrace> f = board.Scope.SingleAsync(averages: 1);
        Future<Trace<Complex>> g = board.NetworkAnalyzer.SingleAsync(averages: 1);
        c1 += (await f).Channel2;
        c2 += await g;
    }

    SineFit sine = SineFit.Of(c1! / rounds);
    Console.WriteLine($"scope: {c1!.Count} points, a sine of {sine.Frequency:0.#} and {sine.Amplitude:0.###}");
    Trace<double> gain = (c2! / rounds).MagnitudeInDecibel();
    Console.WriteLine($"network analyzer: {gain.Count} points, at most {gain.Max():0.0}");
});
