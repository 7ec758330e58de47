using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Quantities;
using Tutti.RedPitaya.Registers;
using Tutti.Signals;
using Tutti.Simulation.RedPitaya;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Instruments;

public sealed class RedPitayaScopeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TriggerSource.Channel1, TriggerEdge.Positive)]
    [InlineData(TriggerSource.Channel1, TriggerEdge.Negative)]
    [InlineData(TriggerSource.Channel2, TriggerEdge.Positive)]
    [InlineData(TriggerSource.Channel2, TriggerEdge.Negative)]
    public async Task SingleAsync_EdgeTrigger_TimeZeroIsTheFirstSampleBeyondTheLevel(TriggerSource source, TriggerEdge edge)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await simulated.Board.Generator2.StartAsync(100 * kHz, 0.5 * V);
        await scope.Input1.SetAsync(DspSlot.Input2);
        await scope.SamplingInterval.SetAsync(16 * ns);
        await scope.TriggerSource.SetAsync(source);
        await scope.TriggerEdge.SetAsync(edge);
        await scope.TriggerLevel.SetAsync(-0.2 * V);
        foreach (Quantity delay in new[] { 0 * s, 50 * us, -131 * us, 1 * ms })
        {
            await scope.TriggerDelay.SetAsync(delay);

            ScopeTrace trace = await scope.SingleAsync(averages: 1, Cancellation);

            Trace<double> channel = source == TriggerSource.Channel1 ? trace.Channel1 : trace.Channel2;
            int sign = edge == TriggerEdge.Positive ? 1 : -1;
            int zero = (int)Math.Round(-channel.Axis.Start.In(s) / 16e-9);
            Assert.Equal(0, ((zero * 16e-9) + channel.Axis.Start.In(s)) / 16e-9, 1e-6);
            Assert.Equal(delay.In(s), channel.Axis.At(8191).In(s), 9e-9);
            if (zero >= 1)
            {
                Assert.True(sign * channel[zero] >= sign * scope.TriggerLevel.LastKnown.In(V));
                Assert.True(sign * channel[zero - 1] < sign * scope.TriggerLevel.LastKnown.In(V));
            }
            else
            {
                Assert.Equal(-0.2, SineFit.Of(channel).ValueAt(0 * s).In(V), 0.01);
            }
        }
    }

    [Fact]
    public async Task SingleAsync_Immediately_BeginsAtZero()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.TriggerDelay.SetAsync(-1 * s);

        ScopeTrace trace = await scope.SingleAsync(averages: 1, Cancellation);

        Assert.Equal(0 * s, trace.Channel1.Axis.Start);
        Assert.Equal(8 * ns, trace.Channel1.Axis.Step);
        Assert.Equal(16_384, trace.Channel1.Count);
        Assert.Same(V, trace.Channel2.Unit);
    }

    [Theory]
    [InlineData(TriggerEdge.Positive)]
    [InlineData(TriggerEdge.Negative)]
    public async Task SingleAsync_ExternalTrigger_WaitsForTheEdgeOfThePin(TriggerEdge edge)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        bool isRising = edge == TriggerEdge.Positive;
        simulated.Simulator.IsExternalTriggerHigh = !isRising;
        await scope.SamplingInterval.SetAsync(64 * ns);
        await scope.TriggerSource.SetAsync(TriggerSource.External);
        await scope.TriggerEdge.SetAsync(edge);
        var pin = Task.Run(
            async () =>
            {
                uint source = (uint)(isRising ? ScopeTriggerSource.ExternalPositiveEdge : ScopeTriggerSource.ExternalNegativeEdge);
                await simulated.WaitUntilAsync(ScopeRegisters.At(ScopeRegisters.TriggerSource), word => word == source);
                await simulated.WaitUntilAsync(ScopeRegisters.At(ScopeRegisters.PreTriggerReady), word => word == 1);
                Assert.Equal(InstrumentState.RunningSingle, scope.State);
                simulated.Simulator.IsExternalTriggerHigh = isRising;
            },
            Cancellation);

        ScopeTrace trace = await scope.SingleAsync(averages: 1, Cancellation);

        await pin;
        Assert.Equal(-8191 * 64e-9, trace.Channel1.Axis.Start.In(s), 1e-12);
    }

    [Theory]
    [InlineData(TriggerSource.Generator1, DspSlot.Generator1)]
    [InlineData(TriggerSource.Generator2, DspSlot.Generator2)]
    public async Task SingleAsync_GeneratorTrigger_TimeZeroIsTheBeginOfAPeriod(TriggerSource source, DspSlot slot)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        RedPitayaGenerator generator = source == TriggerSource.Generator1 ? board.Generator1 : board.Generator2;
        await generator.StartAsync(10 * kHz, 0.5 * V);
        await board.Scope.Input1.SetAsync(slot);
        await board.Scope.SamplingInterval.SetAsync(64 * ns);
        await board.Scope.TriggerSource.SetAsync(source);

        ScopeTrace trace = await board.Scope.SingleAsync(averages: 1, Cancellation);

        SineFit fit = SineFit.Of(trace.Channel1);
        Assert.Equal(0, fit.Phase.In(deg), 0.5);
        Assert.Equal(0.5, fit.Amplitude.In(V), 0.001);
    }

    [Fact]
    public async Task SingleAsync_NoTrigger_SaysWhatWasAwaited()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.TriggerTimeout.SetAsync(2 * ms);
        await scope.TriggerLevel.SetAsync(0.5 * V);
        await scope.TriggerSource.SetAsync(TriggerSource.Channel2);
        await scope.TriggerEdge.SetAsync(TriggerEdge.Negative);

        TimeoutException edge = await Assert.ThrowsAsync<TimeoutException>(async () => await scope.SingleAsync(1, Cancellation));
        await scope.TriggerSource.SetAsync(TriggerSource.Processor);
        TimeoutException module = await Assert.ThrowsAsync<TimeoutException>(async () => await scope.SingleAsync(1, Cancellation));

        Assert.Equal(
            "Scope 'red pitaya scope' saw no trigger (channel 2 falling through 0.5 V) within 0.002 s: check source, level and signal.",
            edge.Message);
        Assert.Equal(
            "Scope 'red pitaya scope' saw no trigger (the trigger module) within 0.002 s: check source, level and signal.", module.Message);
        Assert.Equal(InstrumentState.Stopped, scope.State);
        Assert.Equal(0u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Control)));
    }

    [Fact]
    public async Task SingleAsync_LongTriggerDelay_TriggerTimeoutDoesNotWaitForTheDelay()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.TriggerSource.SetAsync(TriggerSource.Processor);
        await scope.TriggerDelay.SetAsync(900 * s);
        await scope.TriggerTimeout.SetAsync(2 * ms);

        await Assert.ThrowsAsync<TimeoutException>(async () => await scope.SingleAsync(1, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(16)]
    public async Task SingleAsync_EveryDecimation_IsWrittenAndKeepsItsInterval(int power)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        double interval = 8e-9 * (1 << power);
        await scope.SamplingInterval.SetAsync(interval * s);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var watch = Task.Run(
            async () =>
            {
                await simulated.WaitUntilAsync(ScopeRegisters.At(ScopeRegisters.Decimation), word => word == 1u << power);
                if (power > 10)
                {
                    await simulated.WaitUntilAsync(ScopeRegisters.At(ScopeRegisters.Control), word => (word & ScopeRegisters.ArmBit) != 0);
                    source.Cancel();
                }
            },
            Cancellation);

        if (power > 10)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await scope.SingleAsync(1, source.Token));
            Assert.Equal(0u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Control)));
        }
        else
        {
            ScopeTrace trace = await scope.SingleAsync(1, source.Token);
            Assert.Equal(interval, trace.Channel1.Axis.Step.In(s), 1e-15);
        }

        await watch;
        Assert.Equal(interval, scope.SamplingInterval.LastKnown.In(s), 1e-15);
        Assert.Equal(1u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Average)));
    }

    [Theory]
    [InlineData(8.0, 8)]
    [InlineData(15.99, 8)]
    [InlineData(16.0, 16)]
    [InlineData(100.0, 64)]
    [InlineData(524_287.9, 262_144)]
    [InlineData(524_288.0, 524_288)]
    public async Task SamplingInterval_AnyValue_IsRoundedDown(double nanoseconds, double expected)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;

        await scope.SamplingInterval.SetAsync(nanoseconds * ns);

        Assert.Equal(expected, scope.SamplingInterval.LastKnown.In(ns), 1e-9);
        Assert.Equal(expected * 16_384, scope.Duration.In(ns), 1e-3);
        Assert.Equal(scope.SamplingInterval.LastKnown, scope.SamplingInterval.Round(scope.SamplingInterval.LastKnown));
    }

    [Fact]
    public async Task SetAsync_LevelAndHysteresis_AreRoundedAndWritten()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.IsAveragingInterval.SetAsync(false);
        await scope.TriggerLevel.SetAsync(-100 * mV);
        await scope.TriggerHysteresis.SetAsync(50 * mV);

        await scope.SingleAsync(1, Cancellation);

        Assert.Equal(-819 / 8192.0, scope.TriggerLevel.LastKnown.In(V), 1e-12);
        Assert.Equal(410 / 8192.0, scope.TriggerHysteresis.LastKnown.In(V), 1e-12);
        Assert.Equal(-819 & 0x3FFFu, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Threshold)));
        Assert.Equal(410u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Hysteresis)));
        Assert.Equal(0u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Average)));
    }

    [Fact]
    public async Task SetAsync_BeyondLimits_IsRefusedAndNothingIsSent()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        long requests = simulated.Simulator.RequestCount;

        await Assert.ThrowsAsync<LimitException>(async () => await scope.TriggerLevel.SetAsync(1 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await scope.TriggerLevel.SetAsync(-1.001 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await scope.TriggerHysteresis.SetAsync(-1 * mV));
        await Assert.ThrowsAsync<LimitException>(async () => await scope.SamplingInterval.SetAsync(7 * ns));
        await Assert.ThrowsAsync<LimitException>(async () => await scope.SamplingInterval.SetAsync(1 * ms));
        await Assert.ThrowsAsync<UnitException>(async () => await scope.SamplingInterval.SetAsync(1 * kHz));
        await Assert.ThrowsAsync<LimitException>(async () => await scope.TriggerTimeout.SetAsync(0 * s));

        Assert.Equal(requests, simulated.Simulator.RequestCount);
    }

    [Fact]
    public async Task TriggerHysteresis_WholeRange_IsWritten()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        foreach (double volts in new[] { 0, 1.0 })
        {
            await scope.TriggerHysteresis.SetAsync(volts * V);
            await scope.SingleAsync(1, Cancellation);

            Assert.Equal((uint)(volts * 8192), await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Hysteresis)));
        }
    }

    [Fact]
    public async Task SingleAsync_TriggerDelayAtItsEnd_IsTaken()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await simulated.Board.Generator2.StartAsync(100 * kHz, 0.5 * V);
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.TriggerSource.SetAsync(TriggerSource.Channel2);
        await scope.TriggerDelay.SetAsync(-65.528 * us);

        ScopeTrace trace = await scope.SingleAsync(1, Cancellation);

        Assert.Equal(-16_382 * 8e-9, trace.Channel2.Axis.Start.In(s), 1e-12);
        Assert.True(trace.Channel2[16_382] >= 0);
        Assert.True(trace.Channel2[16_381] < 0);
    }

    [Fact]
    public async Task SingleAsync_TriggerDelayTooEarly_IsRefusedAndNothingIsSent()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.TriggerSource.SetAsync(TriggerSource.Channel2);
        await scope.TriggerDelay.SetAsync(-65.536 * us);
        long requests = simulated.Simulator.RequestCount;

        LimitException refusal = await Assert.ThrowsAsync<LimitException>(async () => await scope.SingleAsync(1, Cancellation));

        Assert.Equal(
            "Scope 'red pitaya scope' takes a trigger delay of -65.528 us to 34.3597 s at a sampling interval of 0.008 us; "
                + "-65.536 us is outside.",
            refusal.Message);
        Assert.Equal(requests, simulated.Simulator.RequestCount);
        Assert.Equal(InstrumentState.Stopped, scope.State);
    }

    [Fact]
    public async Task SingleAsync_HysteresisBeyondTheRangeOfTheSignal_IsRefused()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.TriggerSource.SetAsync(TriggerSource.Channel1);
        await scope.TriggerLevel.SetAsync(-0.5 * V);
        await scope.TriggerHysteresis.SetAsync(0.75 * V);

        LimitException refusal = await Assert.ThrowsAsync<LimitException>(async () => await scope.SingleAsync(1, Cancellation));

        Assert.Equal(
            "Scope 'red pitaya scope' takes a trigger hysteresis of 0 V to 0.5 V at a level of -0.5 V and this edge; 0.75 V is outside.",
            refusal.Message);
    }

    [Fact]
    public async Task SingleAsync_AveragingTheInterval_TakesNoiseAway()
    {
        var options = new RedPitayaSimulatorOptions { DeviceUnderTest = new DeviceUnderTest { Noise = 40 * mV } };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(options);
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(512 * ns);

        ScopeTrace averaged = await scope.SingleAsync(1, Cancellation);
        await scope.IsAveragingInterval.SetAsync(false);
        ScopeTrace sampled = await scope.SingleAsync(1, Cancellation);

        Assert.Equal(40.0, sampled.Channel1.StandardDeviation().In(mV), 2.0);
        Assert.Equal(40.0 / 8, averaged.Channel1.StandardDeviation().In(mV), 0.3);
    }

    [Theory]
    [InlineData(DspSlot.Output1, 0.3)]
    [InlineData(DspSlot.Output2, 0.1)]
    [InlineData(DspSlot.Generator1, 0.3)]
    [InlineData(DspSlot.Generator2, 0.1)]
    [InlineData(DspSlot.Input2, 0.1)]
    [InlineData(DspSlot.Off, 0.0)]
    public async Task SingleAsync_AnyInput_IsSeen(DspSlot slot, double amplitude)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator1.StartAsync(200 * kHz, 0.3 * V);
        await board.Generator2.StartAsync(100 * kHz, 0.1 * V);
        await board.Scope.SamplingInterval.SetAsync(8 * ns);
        await board.Scope.Input1.SetAsync(slot);
        await board.Scope.Input2.SetAsync(slot);

        ScopeTrace trace = await board.Scope.SingleAsync(1, Cancellation);

        Assert.Equal(2 * amplitude, trace.Channel1.PeakToPeak().In(V), 0.002);
        Assert.Equal(trace.Channel1.Values.ToArray(), trace.Channel2.Values.ToArray());
    }

    [Fact]
    public async Task SingleAsync_IqModuleAsInput_SeesTheSineOfTheNetworkAnalyzer()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        uint iq = (uint)IqOutput.OutputDirect;
        await board.Link.WriteAsync(IqRegisters.At(DspSlot.Iq1, IqRegisters.OutputSelect), iq, cancellationToken: Cancellation);
        await board.Link.WriteAsync(
            IqRegisters.At(DspSlot.Iq1, IqRegisters.Frequency), IqRegisters.FrequencyCodec.Encode(250e3), cancellationToken: Cancellation);
        await board.Link.WriteAsync(
            IqRegisters.At(DspSlot.Iq1, IqRegisters.Amplitude), IqRegisters.AmplitudeCodec.Encode(0.25), cancellationToken: Cancellation);
        await board.Scope.SamplingInterval.SetAsync(8 * ns);
        await board.Scope.Input1.SetAsync(DspSlot.Iq1);

        ScopeTrace trace = await board.Scope.SingleAsync(1, Cancellation);

        SineFit fit = SineFit.Of(trace.Channel1);
        Assert.Equal(250e3, fit.Frequency.In(Hz), 5.0);
        Assert.Equal(0.25, fit.Amplitude.In(V), 0.001);
    }

    [Fact]
    public async Task ContinuousAsync_Averaging_TakesNoiseAway()
    {
        var options = new RedPitayaSimulatorOptions { DeviceUnderTest = new DeviceUnderTest { Noise = 40 * mV } };
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync(options);
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.Averages.SetAsync(4);
        List<double> spreads = [];
        await foreach (ScopeTrace trace in scope.ContinuousAsync(Cancellation))
        {
            spreads.Add(trace.Channel1.StandardDeviation().In(mV));
            Assert.Equal(InstrumentState.RunningContinuous, scope.State);
            if (spreads.Count == 8)
            {
                break;
            }
        }

        Assert.Equal(InstrumentState.Stopped, scope.State);
        Assert.Equal(40.0, spreads[0], 2.0);
        Assert.Equal(20.0, spreads[3], 1.0);
        Assert.Equal(0u, await simulated.ReadAsync(ScopeRegisters.At(ScopeRegisters.Control)));
    }

    [Fact]
    public async Task ContinuousAsync_SettingChanged_StartsTheAverageAnew()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);
        await scope.Averages.SetAsync(10);
        int count = 0;
        await foreach (ScopeTrace trace in scope.ContinuousAsync(Cancellation))
        {
            count++;
            Assert.Equal(count <= 2 ? 8 * ns : 32 * ns, trace.Channel1.Axis.Step);
            Assert.Equal(count <= 2 ? count : count - 2, scope.CompletedAverages);
            if (count == 2)
            {
                await scope.SamplingInterval.SetAsync(32 * ns);
            }

            if (count == 4)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task SingleAsync_StartedAgainAndAgain_TheLastOneDelivers()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaScope scope = simulated.Board.Scope;
        await scope.SamplingInterval.SetAsync(8 * ns);

        Future<ScopeTrace>[] runs = [.. Enumerable.Range(0, 6).Select(_ => scope.SingleAsync(3, Cancellation))];

        ScopeTrace trace = await runs[^1];
        Assert.Equal(16_384, trace.Channel1.Count);
        foreach (Future<ScopeTrace> run in runs[..^1])
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run);
        }
    }
}
