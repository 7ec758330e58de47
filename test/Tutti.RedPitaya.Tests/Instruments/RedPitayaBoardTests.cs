using System.Numerics;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Instruments;

public sealed class RedPitayaBoardTests
{
    [Fact]
    public async Task Scope_GeneratorOnChannel2_IsSeenWithFrequencyAndAmplitude()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(10 * kHz, 0.5 * V);
        await board.Scope.SamplingInterval.SetAsync(64 * ns);

        ScopeTrace trace = await board.Scope.SingleAsync(averages: 1);

        SineFit fit = SineFit.Of(trace.Channel2);
        Assert.Equal(board.Generator2.Frequency.LastKnown.In(Hz), fit.Frequency.In(Hz), 10.0);
        Assert.Equal(0.5, fit.Amplitude.In(V), 0.005);
        Assert.Equal(16384, trace.Channel1.Count);
        Assert.Equal(64 * ns, trace.Channel1.Axis.Step);
    }

    [Fact]
    public async Task NetworkAnalyzer_DeviceUnderTest_IsMeasured()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        double truth = simulated.Simulator.DeviceUnderTest.ResonanceFrequency.In(Hz);
        await board.NetworkAnalyzer.StartFrequency.SetAsync(truth * 0.8 * Hz);
        await board.NetworkAnalyzer.StopFrequency.SetAsync(truth * 1.25 * Hz);
        await board.NetworkAnalyzer.Points.SetAsync(51);
        await board.NetworkAnalyzer.Bandwidth.SetAsync(2 * kHz);

        Future<Trace<Complex>> sweep = board.NetworkAnalyzer.SingleAsync(averages: 1);
        Trace<Complex> trace = await sweep;

        ResonanceFit fit = ResonanceFit.Of(trace);
        Assert.Equal(1, fit.ResonanceFrequency.In(Hz) / truth, 0.005);
        Assert.Equal(1, fit.QualityFactor / simulated.Simulator.DeviceUnderTest.QualityFactor, 0.05);
        for (int i = 0; i < trace.Count; i++)
        {
            Complex expected = simulated.Simulator.DeviceUnderTest.ResponseAt(trace.Axis.At(i));
            Assert.True(Complex.Abs(trace[i] - expected) < 0.03, $"{trace.Axis.At(i)}: {trace[i]}, not {expected}");
        }
    }

    [Fact]
    public async Task ScopeAndNetworkAnalyzer_TogetherForThreeRounds_BothDeliver()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Scope.SamplingInterval.SetAsync(1 * us);
        await board.NetworkAnalyzer.Points.SetAsync(11);
        await board.NetworkAnalyzer.Bandwidth.SetAsync(5 * kHz);
        Trace<double>? c1 = null;
        Trace<Complex>? c2 = null;
        for (int i = 0; i < 3; i++)
        {
            Future<ScopeTrace> f = board.Scope.SingleAsync(averages: 1);
            Future<Trace<Complex>> g = board.NetworkAnalyzer.SingleAsync(averages: 1);
            c1 += (await f).Channel1;
            c2 += await g;
        }

        Assert.Equal(16384, c1!.Count);
        Assert.Equal(11, c2!.Count);
    }

    [Fact]
    public async Task SpectrumAnalyzer_SineOfOneVolt_ReadsOneSquareVoltAndLeavesTheScopeAsItWas()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(1 * MHz, 0.999 * V);
        await board.Scope.TriggerSource.SetAsync(TriggerSource.Channel2);
        await board.SpectrumAnalyzer.Span.SetAsync(5 * MHz);

        SpectrumTrace spectrum = await board.SpectrumAnalyzer.SingleAsync(averages: 2);

        Trace<double> power = spectrum.Channel2;
        int peak = power.Values.ToArray().Index().MaxBy(point => point.Item).Index;
        Assert.Equal(1e6, power.Axis.At(peak).In(Hz), power.Axis.Step.In(Hz));
        Assert.Equal(0.998, power[peak], 0.01);
        Assert.Equal(TriggerSource.Channel2, board.Scope.TriggerSource.LastKnown);
    }

    [Fact]
    public async Task StopAsync_Board_SwitchesAllOutputsOff()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator1.StartAsync(1 * kHz, 0.1 * V, Waveform.Square);
        Assert.True(await board.Generator1.IsOutputOn.GetAsync());

        await board.StopAsync();

        Assert.False(await board.Generator1.IsOutputOn.GetAsync());
    }
}
