using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.RedPitaya.Registers;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using Tutti.Transport;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Instruments;

public sealed class SpectrumAnalyzerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Window.Flattop, 101.3)]
    [InlineData(Window.Hann, 0.0)]
    [InlineData(Window.Rectangular, 0.0)]
    public async Task SingleAsync_SineOfOneVolt_ReadsItsSquare(Window window, double offBin)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.SpectrumAnalyzer.Span.SetAsync(976_562.5 * Hz);
        double bin = 1_953_125.0 / 16_384;
        await board.Generator2.StartAsync(((1700 * bin) + (offBin / 101.3 * bin / 2)) * Hz, 0.998 * V);
        await board.SpectrumAnalyzer.Window.SetAsync(window);

        SpectrumTrace spectrum = await board.SpectrumAnalyzer.SingleAsync(1, Cancellation);

        Trace<double> power = spectrum.Channel2;
        double peak = power.Values.ToArray().Max();
        Assert.Equal(1, peak / (0.998 * 0.998), 0.01);
        Assert.Equal(8193, power.Count);
        Assert.Equal(bin, power.Axis.Step.In(Hz), 1e-6);
        Assert.Equal(board.SpectrumAnalyzer.Span.LastKnown.In(Hz), power.Axis[8192], 1e-3);
    }

    [Theory]
    [InlineData(Window.Flattop)]
    [InlineData(Window.Hann)]
    [InlineData(Window.Rectangular)]
    public async Task SingleAsync_WhiteNoise_ReadsItsDensity(Window window)
    {
        var options = new RedPitayaSimulatorOptions { DeviceUnderTest = new DeviceUnderTest { Noise = 100 * mV } };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(options);
        SpectrumAnalyzer analyzer = simulated.Board.SpectrumAnalyzer;
        await analyzer.Span.SetAsync(62.5 * MHz);
        await analyzer.Unit.SetAsync(SpectrumUnit.PowerDensity);
        await analyzer.Window.SetAsync(window);

        SpectrumTrace spectrum = await analyzer.SingleAsync(30, Cancellation);

        // Where the correction of the averaging over 8 ns, which the noise has not seen, is below 1 %.
        double mean = spectrum.Channel1.Values.Span[50..1500].ToArray().Average();
        Assert.Equal(1, mean / (0.1 * 0.1 / 62.5e6), 0.05);
        Assert.Equal("V^2/Hz", spectrum.Channel1.Unit!.Symbol);
    }

    [Fact]
    public async Task SingleAsync_Averages_AreOfThePower()
    {
        var options = new RedPitayaSimulatorOptions { DeviceUnderTest = new DeviceUnderTest { Noise = 100 * mV } };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(options);
        SpectrumAnalyzer analyzer = simulated.Board.SpectrumAnalyzer;
        await analyzer.Span.SetAsync(62.5 * MHz);
        await analyzer.Window.SetAsync(Window.Rectangular);

        double[] once = (await analyzer.SingleAsync(1, Cancellation)).Channel1.Values[50..1500].ToArray();
        double[] often = (await analyzer.SingleAsync(25, Cancellation)).Channel1.Values[50..1500].ToArray();

        // The mean of the power stays, its spread, at first as large as the mean, shrinks with the root of the number.
        Assert.Equal(1, often.Average() / once.Average(), 0.15);
        Assert.InRange(Spread(once) / once.Average(), 0.8, 1.2);
        Assert.InRange(Spread(often) / often.Average(), 0.17, 0.23);
    }

    [Theory]
    [InlineData(62.5e6, 62.5e6)]
    [InlineData(31.25e6, 31.25e6)]
    [InlineData(31.26e6, 62.5e6)]
    [InlineData(1e6, 1.953125e6)]
    [InlineData(953.7, 953.67431640625 * 2)]
    public async Task Span_AnyValue_IsRoundedUp(double asked, double expected)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        SpectrumAnalyzer analyzer = simulated.Board.SpectrumAnalyzer;

        await analyzer.Span.SetAsync(asked * Hz);

        Assert.Equal(1, analyzer.Span.LastKnown.In(Hz) / expected, 1e-9);
        Assert.Equal(analyzer.Span.LastKnown, analyzer.Span.Round(analyzer.Span.LastKnown));
    }

    [Fact]
    public async Task SingleAsync_Cancelled_RestoresTheScope()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = await WithSettingsAsync(simulated);
        for (int i = 0; i < 5; i++)
        {
            long due = simulated.Simulator.RequestCount + 2 + (3 * i);
            Future<SpectrumTrace> single = simulated.Board.SpectrumAnalyzer.SingleAsync(1, Cancellation);
            while (simulated.Simulator.RequestCount < due)
            {
                await Task.Yield();
            }

            await single.CancelAsync();

            AssertSettings(scope);
            Assert.Equal(InstrumentState.Stopped, scope.State);
            Assert.Equal(0u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Control)));
        }
    }

    [Fact]
    public async Task SingleAsync_Failed_RestoresTheScope()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = await WithSettingsAsync(simulated);
        simulated.Simulator.Faults.Disconnect(8);

        await Assert.ThrowsAsync<ConnectionLostException>(async () => await simulated.Board.SpectrumAnalyzer.SingleAsync(1, Cancellation));

        AssertSettings(scope);
        SpectrumTrace next = await simulated.Board.SpectrumAnalyzer.SingleAsync(1, Cancellation);
        Assert.Equal(8193, next.Channel1.Count);
        AssertSettings(scope);
    }

    private static async Task<RedPitayaScope> WithSettingsAsync(SimulatedBoard simulated)
    {
        RedPitayaScope scope = simulated.Board.Scope;
        await simulated.Board.SpectrumAnalyzer.Span.SetAsync(1 * MHz);
        await scope.SamplingInterval.SetAsync(1.024 * us);
        await scope.IsAveragingInterval.SetAsync(false);
        await scope.TriggerSource.SetAsync(TriggerSource.External);
        return scope;
    }

    private static void AssertSettings(RedPitayaScope scope)
    {
        Assert.Equal(1.024 * us, scope.SamplingInterval.LastKnown);
        Assert.False(scope.IsAveragingInterval.LastKnown);
        Assert.Equal(TriggerSource.External, scope.TriggerSource.LastKnown);
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
