using System.Numerics;
using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Quantities;
using Tutti.RedPitaya.Registers;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using Tutti.Transport;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Instruments;

public sealed class RedPitayaNetworkAnalyzerTests
{
    private static readonly uint Amplitude = IqRegisters.At(DspSlot.Iq0, IqRegisters.Amplitude);
    private static readonly uint Output = DspRegisters.At(DspSlot.Iq0, DspRegisters.OutputSelect);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FrequencyScale.Linear, 11)]
    [InlineData(FrequencyScale.Logarithmic, 11)]
    [InlineData(FrequencyScale.Logarithmic, 2)]
    public async Task SingleAsync_AnyScale_HitsBothEnds(FrequencyScale scale, int points)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 10 * kHz, 1 * MHz, points);
        await analyzer.Scale.SetAsync(scale);

        Trace<Complex> trace = await analyzer.SingleAsync(1, Cancellation);

        Assert.Equal(points, trace.Count);
        Assert.Equal(analyzer.StartFrequency.LastKnown, trace.Axis.At(0));
        Assert.Equal(analyzer.StopFrequency.LastKnown, trace.Axis.At(points - 1));
        Assert.Equal(10e3, trace.Axis[0], 0.015);
        Assert.Equal(1e6, trace.Axis[points - 1], 0.015);
        for (int i = 0; i < points; i++)
        {
            double part = i / (points - 1.0);
            double expected = scale == FrequencyScale.Linear ? 10e3 + (990e3 * part) : 10e3 * Math.Pow(100, part);
            Assert.Equal(1, trace.Axis[i] / expected, 1e-5);
        }
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0, 1.0)]
    [InlineData(10, 0.1)]
    public async Task SingleAsync_Wire_IsOneWithinOnePercentUpToTheHighestFrequency(int highPassKilohertz, double amplitude)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 20 * kHz, 60 * MHz, 31);
        await analyzer.HighPass.SetAsync(highPassKilohertz * kHz);
        await analyzer.Amplitude.SetAsync(amplitude * V);
        await analyzer.Bandwidth.SetAsync(5 * kHz);

        Trace<Complex> trace = await analyzer.SingleAsync(1, Cancellation);

        for (int i = 0; i < trace.Count; i++)
        {
            Assert.True(Complex.Abs(trace[i] - 1) < 0.01, $"{trace.Axis.At(i)}: {trace[i]}");
        }
    }

    [Fact]
    public async Task SingleAsync_WithoutSettlingToo_FirstPointIsAsGoodAsTheOthers()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 100 * kHz, 110 * kHz, 5);
        await analyzer.Settling.SetAsync(0.2);
        await analyzer.Bandwidth.SetAsync(2 * kHz);

        Trace<Complex> trace = await analyzer.SingleAsync(2, Cancellation);

        Assert.True(Complex.Abs(trace[0] - 1) < 0.01, $"{trace[0]}");
    }

    [Theory]
    [InlineData(1.0, 1.18)]
    [InlineData(1000.0, 1214.3)]
    [InlineData(900.0, 607.1)]
    [InlineData(920.0, 1214.3)]
    [InlineData(3.2e6, 3.108e6)]
    public async Task Bandwidth_AnyValue_IsTheNearestOfTheFilterOrRefused(double asked, double expected)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        QuantityParameter bandwidth = simulated.Board.NetworkAnalyzer.Bandwidth;
        if (asked is < 1.18 or > 3.109e6)
        {
            await Assert.ThrowsAsync<LimitException>(async () => await bandwidth.SetAsync(asked * Hz));
            return;
        }

        await bandwidth.SetAsync(asked * Hz);

        Assert.Equal(1, bandwidth.LastKnown.In(Hz) / expected, 1e-3);
    }

    [Fact]
    public async Task SingleAsync_Averages_TakeNoiseAway()
    {
        var options = new RedPitayaSimulatorOptions { DeviceUnderTest = new DeviceUnderTest { Noise = 300 * mV, Gain = 0 } };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(options);
        RedPitayaNetworkAnalyzer analyzer = simulated.Board.NetworkAnalyzer;
        await analyzer.StartFrequency.SetAsync(1 * MHz);
        await analyzer.StopFrequency.SetAsync(2 * MHz);
        await analyzer.Points.SetAsync(101);
        await analyzer.Bandwidth.SetAsync(100 * kHz);

        double once = Rms(await analyzer.SingleAsync(1, Cancellation));
        double swept = Rms(await analyzer.SingleAsync(9, Cancellation));
        await analyzer.AveragesPerPoint.SetAsync(9);
        double integrated = Rms(await analyzer.SingleAsync(1, Cancellation));

        // Nine averages take away a factor of 3, or a little less within a point; 101 points tell that to 7 %.
        Assert.InRange(once / swept, 1.8, 4.5);
        Assert.InRange(once / integrated, 1.8, 4.5);
    }

    [Fact]
    public async Task SingleAsync_RingingDevice_NeedsSettling()
    {
        // It rings for Q / (pi f0) = 1 ms, much longer than the filter of 20 kHz.
        var device = new DeviceUnderTest { ResonanceFrequency = 100 * kHz, QualityFactor = 314, Noise = 0 * V };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(new RedPitayaSimulatorOptions { DeviceUnderTest = device });
        RedPitayaNetworkAnalyzer analyzer = simulated.Board.NetworkAnalyzer;
        await analyzer.StartFrequency.SetAsync(99 * kHz);
        await analyzer.StopFrequency.SetAsync(101 * kHz);
        await analyzer.Points.SetAsync(11);
        await analyzer.Bandwidth.SetAsync(20 * kHz);

        double hasty = WorstError(await analyzer.SingleAsync(1, Cancellation), device);
        await analyzer.Settling.SetAsync(100);
        double patient = WorstError(await analyzer.SingleAsync(1, Cancellation), device);

        Assert.InRange(hasty, 0.1, 2);
        Assert.InRange(patient, 0, 0.01);
    }

    [Fact]
    public async Task SingleAsync_StartNotBelowStop_IsRefusedAndNothingIsSent()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = simulated.Board.NetworkAnalyzer;
        await analyzer.StartFrequency.SetAsync(1 * MHz);
        long requests = simulated.Simulator.RequestCount;

        LimitException refusal = await Assert.ThrowsAsync<LimitException>(async () => await analyzer.SingleAsync(1, Cancellation));

        Assert.Equal(
            "Network analyzer 'red pitaya network analyzer' sweeps upwards: the start frequency 999999.99 Hz must be below the stop frequency "
                + "999999.99 Hz.",
            refusal.Message);
        Assert.Equal(requests, simulated.Simulator.RequestCount);
    }

    [Fact]
    public async Task SingleAsync_IndistinguishablePoints_IsRefusedAndNothingIsSent()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 1 * kHz, 1001 * Hz, 101);
        long requests = simulated.Simulator.RequestCount;

        LimitException refusal = await Assert.ThrowsAsync<LimitException>(async () => await analyzer.SingleAsync(1, Cancellation));

        Assert.Equal(
            "Network analyzer 'red pitaya network analyzer' cannot tell 101 points from 1000.01 Hz to 1001 Hz apart: the smallest step is "
                + "0.0291 Hz.",
            refusal.Message);
        Assert.Equal(requests, simulated.Simulator.RequestCount);
    }

    [Fact]
    public async Task SingleAsync_IntegrationLongerThanTheRegister_IsRefused()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 1 * kHz, 2 * kHz, 2);
        await analyzer.Bandwidth.SetAsync(1.2 * Hz);
        await analyzer.AveragesPerPoint.SetAsync(100);
        long requests = simulated.Simulator.RequestCount;

        LimitException averages = await Assert.ThrowsAsync<LimitException>(async () => await analyzer.SingleAsync(1, Cancellation));
        await analyzer.AveragesPerPoint.SetAsync(1);
        await analyzer.Settling.SetAsync(1000);
        LimitException settling = await Assert.ThrowsAsync<LimitException>(async () => await analyzer.SingleAsync(1, Cancellation));

        Assert.Contains("34.36 s", averages.Message, StringComparison.Ordinal);
        Assert.Contains("averages_per_point", averages.Message, StringComparison.Ordinal);
        Assert.Contains("settling", settling.Message, StringComparison.Ordinal);
        Assert.Equal(requests, simulated.Simulator.RequestCount);
    }

    [Fact]
    public async Task SetAsync_BeyondLimitsOrWithWrongUnit_IsRefusedAndNothingIsSent()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = simulated.Board.NetworkAnalyzer;
        long requests = simulated.Simulator.RequestCount;

        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.StartFrequency.SetAsync(0 * Hz));
        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.StopFrequency.SetAsync(62.6 * MHz));
        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.Amplitude.SetAsync(0 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.Amplitude.SetAsync(1.01 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.Points.SetAsync(1));
        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.AveragesPerPoint.SetAsync(0));
        await Assert.ThrowsAsync<LimitException>(async () => await analyzer.Settling.SetAsync(double.NaN));
        await Assert.ThrowsAsync<UnitException>(async () => await analyzer.Bandwidth.SetAsync(1 * s));

        Assert.Equal(requests, simulated.Simulator.RequestCount);
    }

    [Fact]
    public async Task SingleAsync_Sweep_TakesTwoMessagesPerPoint()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 10 * kHz, 1 * MHz, 50);
        long before = simulated.Simulator.RequestCount;

        await analyzer.SingleAsync(1, Cancellation);
        long first = simulated.Simulator.RequestCount - before;
        await analyzer.SingleAsync(2, Cancellation);
        long second = simulated.Simulator.RequestCount - before - first;

        // A sweep: 2 for each point and 1 to let the first settle. A run: 16 to set up, 2 to switch off.
        Assert.InRange(first, 100, 119);
        Assert.InRange(second, 200, 220);
    }

    [Fact]
    public async Task SingleAsync_Done_OutputIsOff()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 200 * kHz, 1 * MHz, 3);

        await analyzer.SingleAsync(1, Cancellation);

        await AssertOffAsync(simulated);
    }

    [Fact]
    public async Task CancelAsync_WithinASweep_OutputIsOffAndTheNextSweepIsRight()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 200 * kHz, 1 * MHz, 21);
        for (int requests = 1; requests < 40; requests += 3)
        {
            long due = simulated.Simulator.RequestCount + requests;
            Future<Trace<Complex>> sweep = analyzer.SingleAsync(1, Cancellation);
            while (simulated.Simulator.RequestCount < due)
            {
                await Task.Yield();
            }

            await sweep.CancelAsync();
            await AssertOffAsync(simulated);
        }

        await AssertOneAsync(analyzer);
    }

    [Fact]
    public async Task Stop_AndDisposal_WithinASweep_OutputIsOff()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 200 * kHz, 1 * MHz, 1000);
        Future<Trace<Complex>> stopped = analyzer.SingleAsync(1, Cancellation);
        await simulated.WaitUntilAsync(Amplitude, word => word != 0);

        await analyzer.StopAsync();

        await AssertOffAsync(simulated);
        Assert.True(stopped.IsCancelled);
        Future running = analyzer.StartContinuous(Cancellation);
        await simulated.WaitUntilAsync(Amplitude, word => word != 0);

        await simulated.Board.DisposeAsync();

        Assert.True(running.IsDone);
        uint[] words = await simulated.ReadAnewAsync(Amplitude, Output);
        Assert.Equal([0u, 0u], words);
    }

    [Fact]
    public async Task Pause_Running_OutputIsOffUntilItIsResumed()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 200 * kHz, 1 * MHz, 21);
        Future<Trace<Complex>> sweep = analyzer.SingleAsync(3, Cancellation);
        await simulated.WaitUntilAsync(Amplitude, word => word != 0);

        analyzer.Pause();
        await simulated.WaitUntilAsync(Amplitude, word => word == 0);

        Assert.Equal(InstrumentState.PausedSingle, analyzer.State);
        await simulated.WaitUntilAsync(Output, word => word == 0);
        Assert.False(sweep.IsDone);
        int done = analyzer.CompletedAverages;
        Assert.InRange(done, 1, 2);

        analyzer.Resume();
        Trace<Complex> trace = await sweep;

        Assert.Equal(3, analyzer.CompletedAverages);
        Assert.All(trace.Values.ToArray(), value => Assert.True(Complex.Abs(value - 1) < 0.01, $"{value}"));
        await AssertOffAsync(simulated);
    }

    [Fact]
    public async Task SingleAsync_ConnectionLostWithinASweep_FailsAndSwitchesOff()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 200 * kHz, 1 * MHz, 21);
        simulated.Simulator.Faults.DisconnectWithinReply(30);

        ConnectionLostException lost =
            await Assert.ThrowsAsync<ConnectionLostException>(async () => await analyzer.SingleAsync(1, Cancellation));

        Assert.DoesNotContain('\n', lost.Message);
        await AssertOffAsync(simulated);
        await AssertOneAsync(analyzer);
    }

    [Fact]
    public async Task SingleAsync_StartedAgainAndAgain_TheLastOneIsRight()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaNetworkAnalyzer analyzer = await WireAsync(simulated, 200 * kHz, 1 * MHz, 11);
        for (int i = 0; i < 5; i++)
        {
            _ = analyzer.SingleAsync(1, Cancellation);
            await Task.Yield();
            _ = analyzer.SingleAsync(1, Cancellation);
            _ = analyzer.SingleAsync(1, Cancellation);
            await AssertOneAsync(analyzer);
            await AssertOffAsync(simulated);
        }
    }

    private static async Task<RedPitayaNetworkAnalyzer> WireAsync(SimulatedBoard simulated, Quantity start, Quantity stop, int points)
    {
        RedPitayaNetworkAnalyzer analyzer = simulated.Board.NetworkAnalyzer;
        await analyzer.Output.SetAsync(OutputSelection.Output2);
        await analyzer.Input.SetAsync(DspSlot.Input2);
        await analyzer.StartFrequency.SetAsync(start);
        await analyzer.StopFrequency.SetAsync(stop);
        await analyzer.Points.SetAsync(points);
        await analyzer.Bandwidth.SetAsync(10 * kHz);
        return analyzer;
    }

    private static async Task AssertOneAsync(RedPitayaNetworkAnalyzer analyzer)
    {
        Trace<Complex> trace = await analyzer.SingleAsync(1, Cancellation);
        Assert.All(trace.Values.ToArray(), value => Assert.True(Complex.Abs(value - 1) < 0.01, $"{value}"));
    }

    private static async Task AssertOffAsync(SimulatedBoard simulated)
    {
        Assert.Equal(0u, await simulated.ReadAsync(Amplitude));
        Assert.Equal(0u, await simulated.ReadAsync(Output));
    }

    private static double Rms(Trace<Complex> trace) =>
        Math.Sqrt(trace.Values.ToArray().Average(value => (value.Real * value.Real) + (value.Imaginary * value.Imaginary)));

    private static double WorstError(Trace<Complex> trace, DeviceUnderTest device) =>
        Enumerable.Range(0, trace.Count).Max(i => Complex.Abs(trace[i] - device.ResponseAt(trace.Axis.At(i))));
}
