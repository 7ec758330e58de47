#:project ../src/Tutti.Simulation/Tutti.Simulation.csproj

// A spectrum analyzer built by hand on an oscilloscope: await its traces, transform them, average the power.
//   dotnet run examples/spectrum.cs

using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using static Tutti.Quantities.Units;

EventLoop.Run(async () =>
{
    await using RedPitayaSimulator simulator = await RedPitayaSimulator.StartAsync();
    await using RedPitayaBoard board = await RedPitayaBoard.ConnectAsync("127.0.0.1", simulator.Port);
    await board.Generator2.StartAsync(100 * kHz, 0.25 * V, Waveform.Square);
    await board.Scope.SamplingInterval.SetAsync(128 * ns);
    await board.Scope.IsAveragingInterval.SetAsync(false);

    var average = new TraceAverager<Trace<double>>(averages: 5);
    await foreach (ScopeTrace trace in board.Scope.ContinuousAsync())
    {
        average.Add(Spectrum.Power(trace.Channel2, Window.Flattop));
        if (average.Count == 5)
        {
            break;
        }
    }

    // The harmonics of a square wave: 4/pi a/n for odd n. The frequencies printed are those of the points next to them.
    Trace<double> power = average.Mean!;
    for (int n = 1; n <= 7; n += 2)
    {
        int bin = (int)Math.Round((n * 100 * kHz / power.Axis.Step).In(null));
        double amplitude = Math.Sqrt(power.Values[(bin - 2)..(bin + 3)].ToArray().Max());
        Console.WriteLine($"{power.Axis.At(bin).To(kHz):0.0}: {amplitude:0.0000} V, expected {4 / Math.PI * 0.25 / n:0.0000} V");
    }

    // The instrument that comes with Tutti does the same on any scope.
    await board.SpectrumAnalyzer.Span.SetAsync(1 * MHz);
    SpectrumTrace spectrum = await board.SpectrumAnalyzer.SingleAsync(averages: 5);
    Console.WriteLine($"spectrum analyzer: {Math.Sqrt(spectrum.Channel2.Values.ToArray().Max()):0.0000} V at the fundamental");
});
