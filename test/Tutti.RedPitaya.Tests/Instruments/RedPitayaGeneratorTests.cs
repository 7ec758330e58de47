using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Quantities;
using Tutti.RedPitaya.Registers;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya.Tests.Instruments;

public sealed class RedPitayaGeneratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Waveform.Sine)]
    [InlineData(Waveform.Cosine)]
    [InlineData(Waveform.Triangle)]
    [InlineData(Waveform.Ramp)]
    [InlineData(Waveform.Square)]
    [InlineData(Waveform.Constant)]
    public async Task StartAsync_AnyWaveform_IsPutOut(Waveform waveform)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(10 * kHz, 0.4 * V, waveform, offset: 0.1 * V);
        await board.Scope.SamplingInterval.SetAsync(16 * ns);
        await board.Scope.IsAveragingInterval.SetAsync(false);
        await board.Scope.TriggerSource.SetAsync(TriggerSource.Generator2);

        ScopeTrace trace = await board.Scope.SingleAsync(1, Cancellation);

        double frequency = board.Generator2.Frequency.LastKnown.In(Hz);
        Assert.Equal(10e3, frequency, 0.06);
        for (int i = 0; i < trace.Channel2.Count; i++)
        {
            double periods = trace.Channel2.Axis[i] * frequency;
            double phase = periods - Math.Floor(periods);
            double distance = Math.Min(Math.Abs(phase - 0.5), Math.Min(phase, 1 - phase));
            if (waveform is Waveform.Square or Waveform.Ramp && distance < 0.001)
            {
                continue; // A jump.
            }

            double expected = 0.1 + (0.4 * Shape(waveform, phase));
            Assert.True(Math.Abs(trace.Channel2[i] - expected) < 2e-3, $"{waveform} at {phase}: {trace.Channel2[i]}, not {expected}");
        }
    }

    [Fact]
    public async Task StartAsync_Noise_HasItsEffectiveValue()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(1 * MHz, 0.1 * V, Waveform.Noise, offset: 0.05 * V);
        await board.Scope.SamplingInterval.SetAsync(8 * ns);

        ScopeTrace trace = await board.Scope.SingleAsync(1, Cancellation);

        Assert.Equal(0.1, trace.Channel2.StandardDeviation().In(V), 0.003);
        Assert.Equal(0.05, trace.Channel2.Mean().In(V), 0.004);
    }

    [Fact]
    public async Task Waveform_ToNoiseAndBack_KeepsTheAmplitude()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(100 * kHz, 0.1 * V);
        await board.Scope.SamplingInterval.SetAsync(8 * ns);

        await board.Generator2.Waveform.SetAsync(Waveform.Noise);
        Quantity noise = await board.Generator2.Amplitude.GetAsync(Cancellation);
        ScopeTrace noisy = await board.Scope.SingleAsync(1, Cancellation);
        await board.Generator2.Waveform.SetAsync(Waveform.Sine);
        Quantity sine = await board.Generator2.Amplitude.GetAsync(Cancellation);
        ScopeTrace pure = await board.Scope.SingleAsync(1, Cancellation);

        Assert.Equal(0.1, noise.In(V), 1e-4);
        Assert.Equal(0.1, sine.In(V), 1e-4);
        Assert.Equal(0.1, noisy.Channel2.StandardDeviation().In(V), 0.003);
        Assert.Equal(0.1, SineFit.Of(pure.Channel2).Amplitude.In(V), 0.001);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task Waveform_ChangeBrokenOff_IsNeverLouderAndKeepsTheAmplitude(int requests)
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaGenerator generator = simulated.Board.Generator2;
        await generator.StartAsync(100 * kHz, 0.1 * V);
        for (int i = 0; i < requests; i++)
        {
            simulated.Simulator.Faults.Disconnect(i);
            try
            {
                await generator.Waveform.SetAsync(Waveform.Noise);
            }
            catch (Transport.ConnectionLostException)
            {
            }

            simulated.Simulator.Faults.Clear();
            await generator.Waveform.SetAsync(Waveform.Noise);
            Assert.Equal(0.1, (await generator.Amplitude.GetAsync(Cancellation)).In(V), 1e-3);
            await generator.Waveform.SetAsync(Waveform.Sine);
            Assert.Equal(0.1, (await generator.Amplitude.GetAsync(Cancellation)).In(V), 1e-3);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(90.0)]
    [InlineData(222.0)]
    public async Task Phase_Any_IsWhereThePeriodBegins(double degrees)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.Phase.SetAsync(degrees * deg);
        await board.Scope.Input2.SetAsync(DspSlot.Generator2);
        await board.Scope.SamplingInterval.SetAsync(64 * ns);
        await board.Scope.TriggerSource.SetAsync(TriggerSource.Generator2);

        Future<ScopeTrace> single = board.Scope.SingleAsync(1, Cancellation);
        await simulated.WaitUntilAsync(
            ScopeRegisters.At(ScopeRegisters.TriggerSource), word => word == (uint)ScopeTriggerSource.Generator2);
        await simulated.WaitUntilAsync(ScopeRegisters.At(ScopeRegisters.PreTriggerReady), word => word == 1);
        await board.Generator2.StartAsync(5 * kHz, 0.5 * V);
        ScopeTrace trace = await single;

        int zero = (int)Math.Round(-trace.Channel2.Axis.Start.In(s) / 64e-9);
        for (int i = zero + 2; i < trace.Channel2.Count; i++)
        {
            double periods = board.Generator2.Frequency.LastKnown.In(Hz) * trace.Channel2.Axis[i];
            double expected = 0.5 * Math.Sin(2 * Math.PI * (periods + (degrees / 360)));
            Assert.True(Math.Abs(trace.Channel2[i] - expected) < 3e-3, $"{i - zero}: {trace.Channel2[i]}, not {expected}");
        }
    }

    [Fact]
    public async Task Frequency_ChangedWhileOn_GoesOnWithoutAJump()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(500 * Hz, 0.5 * V);

        Future<ScopeTrace> single = board.Scope.SingleAsync(1, Cancellation);
        await simulated.WaitUntilAsync(
            ScopeRegisters.At(ScopeRegisters.Control), word => (word & ScopeRegisters.DelayRunningBit) != 0);
        await board.Generator2.Frequency.SetAsync(2 * kHz);
        await board.Generator2.Amplitude.SetAsync(0.25 * V);
        ScopeTrace trace = await single;

        ReadOnlySpan<double> values = trace.Channel2.Values.Span;
        Assert.Equal(0.25, values[10_000..].ToArray().Max(), 0.002);
        Assert.InRange(Crossings(values), 300, 540); // 134 ms of mostly 2 kHz
        int jumps = 0;
        for (int i = 1; i < values.Length; i++)
        {
            jumps += Math.Abs(values[i] - values[i - 1]) > 0.0525 ? 1 : 0; // 2 pi 2 kHz 8.192 us 0.5 V = 0.0515 V
        }

        Assert.InRange(jumps, 0, 1); // The change of the amplitude.
    }

    [Fact]
    public async Task StartAsync_TheOther_DisturbsNeitherPhaseNorOutput()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(777 * Hz, 0.5 * V);

        Future<ScopeTrace> single = board.Scope.SingleAsync(1, Cancellation);
        await simulated.WaitUntilAsync(
            ScopeRegisters.At(ScopeRegisters.Control), word => (word & ScopeRegisters.DelayRunningBit) != 0);
        await board.Generator1.StartAsync(1 * kHz, 0.9 * V, Waveform.Square);
        await board.Generator1.Phase.SetAsync(90 * deg);
        await board.Generator1.Waveform.SetAsync(Waveform.Ramp);
        await board.Generator1.StopAsync();
        ScopeTrace trace = await single;

        SineFit fit = SineFit.Of(trace.Channel2);
        Assert.Equal(0.5, fit.Amplitude.In(V), 0.001);
        Assert.InRange(fit.RmsResidual.In(V), 0, 0.001);
        Assert.True(await board.Generator2.IsOutputOn.GetAsync(Cancellation));
        Assert.False(await board.Generator1.IsOutputOn.GetAsync(Cancellation));
    }

    [Fact]
    public async Task StartAsync_BothAtOnce_BothRun()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Scope.Input1.SetAsync(DspSlot.Output1);
        await board.Scope.SamplingInterval.SetAsync(64 * ns);

        await Future.All(
            board.Generator1.StartAsync(20 * kHz, 0.3 * V, cancellationToken: Cancellation),
            board.Generator2.StartAsync(30 * kHz, 0.4 * V, cancellationToken: Cancellation));
        ScopeTrace trace = await board.Scope.SingleAsync(1, Cancellation);

        Assert.Equal(20e3, SineFit.Of(trace.Channel1).Frequency.In(Hz), 2.0);
        Assert.Equal(0.3, SineFit.Of(trace.Channel1).Amplitude.In(V), 0.001);
        Assert.Equal(30e3, SineFit.Of(trace.Channel2).Frequency.In(Hz), 2.0);
        Assert.Equal(0.4, SineFit.Of(trace.Channel2).Amplitude.In(V), 0.001);
    }

    [Fact]
    public async Task Offset_WithAmplitudeBeyondTheRange_IsClippedTo14Bits()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator2.StartAsync(100 * kHz, 1 * V, offset: 0.5 * V);
        await board.Scope.SamplingInterval.SetAsync(8 * ns);

        ScopeTrace high = await board.Scope.SingleAsync(1, Cancellation);
        await board.Generator2.Offset.SetAsync(-0.5 * V);
        ScopeTrace low = await board.Scope.SingleAsync(1, Cancellation);

        Assert.Equal(8191 / 8192.0, high.Channel2.Max().In(V), 1e-9);
        Assert.Equal(-0.5, high.Channel2.Min().In(V), 1e-3);
        Assert.Equal(-1.0, low.Channel2.Min().In(V), 1e-9);
        Assert.Equal(0.5, low.Channel2.Max().In(V), 1e-3);
    }

    [Fact]
    public async Task Output_Both_IsSeenAtBoth()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator1.Output.SetAsync(OutputSelection.Output1);
        await board.Generator1.StartAsync(100 * kHz, 0.2 * V);
        await board.Generator1.Output.SetAsync(OutputSelection.Both);
        await board.Scope.SamplingInterval.SetAsync(8 * ns);
        await board.Scope.Input1.SetAsync(DspSlot.Output1);

        ScopeTrace trace = await board.Scope.SingleAsync(1, Cancellation);

        Assert.Equal(0.4, trace.Channel1.PeakToPeak().In(V), 0.002);
        Assert.Equal(0.4, trace.Channel2.PeakToPeak().In(V), 0.002);
    }

    [Fact]
    public async Task StopAsync_On_SwitchesOffAndLeavesTheOtherOn()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaBoard board = simulated.Board;
        await board.Generator1.StartAsync(100 * kHz, 0.2 * V);
        await board.Generator2.StartAsync(100 * kHz, 0.2 * V);

        await board.Generator1.StopAsync();

        Assert.Equal(0u, await simulated.ReadAsync(DspRegisters.At(DspSlot.Generator1, DspRegisters.OutputSelect)));
        Assert.Equal(2u, await simulated.ReadAsync(DspRegisters.At(DspSlot.Generator2, DspRegisters.OutputSelect)));
        uint control = await simulated.ReadAsync(GeneratorRegisters.At(1, GeneratorRegisters.Control));
        Assert.Equal(
            GeneratorRegisters.ResetBit | GeneratorRegisters.ZeroBit | GeneratorRegisters.WrapBit,
            GeneratorRegisters.ControlField(1).Extract(control));
        Assert.Equal(GeneratorRegisters.WrapBit, GeneratorRegisters.ControlField(2).Extract(control));
    }

    [Fact]
    public async Task StopAsync_WhileStarting_TheOutputStaysOff()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaGenerator generator = simulated.Board.Generator1;
        await generator.StartAsync(1 * kHz, 0.1 * V);
        await generator.StopAsync();
        for (int i = 1; i <= 20; i++)
        {
            long requests = simulated.Simulator.RequestCount + i;
            Future starting = generator.StartAsync(1 * kHz, 0.1 * V);
            while (simulated.Simulator.RequestCount < requests && !starting.IsDone)
            {
                await Task.Yield();
            }

            await generator.StopAsync();
            try
            {
                await starting;
            }
            catch (StateException refusal)
            {
                Assert.Contains("was stopped", refusal.Message, StringComparison.Ordinal);
            }

            Assert.False(await generator.IsOutputOn.GetAsync(Cancellation), $"after {i} requests");
        }
    }

    [Fact]
    public async Task SetAsync_BeyondLimitsOrWithWrongUnit_IsRefusedAndNothingIsSent()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaGenerator generator = simulated.Board.Generator1;
        LimitException loud = await Assert.ThrowsAsync<LimitException>(async () => await generator.Waveform.SetAsync(Waveform.Noise));
        await generator.Amplitude.SetAsync(0.1 * V, Cancellation);
        await generator.Waveform.SetAsync(Waveform.Noise, Cancellation);
        long requests = simulated.Simulator.RequestCount;

        await Assert.ThrowsAsync<LimitException>(async () => await generator.Frequency.SetAsync(63 * MHz));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Frequency.SetAsync(-1 * Hz));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Frequency.SetAsync(double.NaN * Hz));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Amplitude.SetAsync(1.1 * V));
        LimitException noise = await Assert.ThrowsAsync<LimitException>(async () => await generator.Amplitude.SetAsync(0.6 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Amplitude.SetAsync(-0.1 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Offset.SetAsync(1 * V));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Phase.SetAsync(361 * deg));
        await Assert.ThrowsAsync<LimitException>(async () => await generator.Output.SetAsync(OutputSelection.None));
        UnitException unit = await Assert.ThrowsAsync<UnitException>(async () => await generator.Frequency.SetAsync(1 * V));
        await Assert.ThrowsAsync<UnitException>(async () => await generator.StartAsync(1 * kHz, 1 * Hz));

        Assert.Equal("Parameter red pitaya generator 1['frequency'] is in Hz; 1 V is something else.", unit.Message);
        Assert.EndsWith("for noise; 1 V is outside.", loud.Message, StringComparison.Ordinal);
        Assert.StartsWith("Parameter red pitaya generator 1['amplitude'] takes 0 V to 0.4999", noise.Message, StringComparison.Ordinal);
        Assert.Equal(requests, simulated.Simulator.RequestCount);
    }

    [Fact]
    public async Task StartAsync_OneValueBeyondItsLimits_LeavesTheOutputOff()
    {
        await using SimulatedBoard simulated = await SimulatedBoard.StartAsync();
        RedPitayaGenerator generator = simulated.Board.Generator1;
        long requests = simulated.Simulator.RequestCount;

        await Assert.ThrowsAsync<LimitException>(async () => await generator.StartAsync(1 * kHz, 0.5 * V, offset: 2 * V));

        Assert.Equal(requests, simulated.Simulator.RequestCount);
        Assert.False(await generator.IsOutputOn.GetAsync(Cancellation));
    }

    private static double Shape(Waveform waveform, double phase) => waveform switch
    {
        Waveform.Sine => Math.Sin(2 * Math.PI * phase),
        Waveform.Cosine => Math.Cos(2 * Math.PI * phase),
        Waveform.Triangle => phase < 0.5 ? (4 * phase) - 1 : 3 - (4 * phase),
        Waveform.Ramp => (2 * phase) - 1,
        Waveform.Square => phase < 0.5 ? 1 : -1,
        _ => 0,
    };

    private static int Crossings(ReadOnlySpan<double> values)
    {
        int crossings = 0;
        for (int i = 1; i < values.Length; i++)
        {
            crossings += values[i] >= 0 != values[i - 1] >= 0 ? 1 : 0;
        }

        return crossings;
    }
}
