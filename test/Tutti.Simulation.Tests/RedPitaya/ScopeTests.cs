using Tutti.RedPitaya.Registers;
using static Tutti.Quantities.Units;
using static Tutti.Simulation.RedPitaya.Bench;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds the scope's state machine and its samples.</summary>
public sealed class ScopeTests
{
    private const int Length = ScopeRegisters.BufferLength;

    [Theory]
    [InlineData(1u, false)]
    [InlineData(8u, false)]
    [InlineData(8u, true)]
    [InlineData(64u, true)]
    [InlineData(1024u, true)]
    public async Task Trace_OfASine_HasItsFrequencyAndAmplitude(uint decimation, bool isAveraging)
    {
        await using Bench bench = await StartAsync();
        double asked = 12.5 * Fpga.ClockHz / (Length * decimation);
        await bench.StartGeneratorAsync(2, asked, 0.8, OutputSelection.Output2);
        double frequency = GeneratorRegisters.FrequencyCodec.Round(asked);

        int[] trace = await bench.TakeTraceAsync(decimation, 2, isAveraging);

        (double amplitude, double residual) = FitSine(trace, frequency * decimation / Fpga.ClockHz);
        Assert.InRange(amplitude / 8192, 0.8 * 0.999, 0.8 * 1.001);
        Assert.True(residual < 2, $"{residual} counts beside the sine");
    }

    [Fact]
    public async Task Trace_ThroughTheDevice_HasItsGain()
    {
        var device = new DeviceUnderTest { Noise = 0 * V };
        await using Bench bench = await StartAsync(device);
        await bench.StartGeneratorAsync(1, 97.3e3, 0.5, OutputSelection.Output1);
        bench.Advance(TimeSpan.FromMilliseconds(5));

        int[] trace = await bench.TakeTraceAsync(8, 1);

        (double amplitude, double residual) = FitSine(trace, GeneratorRegisters.FrequencyCodec.Round(97.3e3) * 8 / Fpga.ClockHz);
        Assert.InRange(amplitude / 8192, 0.45 * 0.999, 0.45 * 1.001);
        Assert.True(residual < 2, $"{residual} counts beside the sine");
    }

    [Fact]
    public async Task Trace_WhenTheGeneratorStarts_BuildsUpWithTheTimeConstantOfTheDevice()
    {
        var device = new DeviceUnderTest { Noise = 0 * V };
        await using Bench bench = await StartAsync(device);
        await bench.ArmAsync(8, Length);
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);

        await bench.StartGeneratorAsync(1, 97.3e3, 1, OutputSelection.Output1);
        bench.AdvanceCycles(8 * (Length + 2));
        int[] trace = await bench.ReadTraceAsync(1);

        double tau = device.DecayTime.In(s);
        foreach (double time in new[] { 0.5 * tau, tau, 2 * tau, 4 * tau })
        {
            int index = (int)(time * Fpga.ClockHz / 8);
            double peak = trace[(index - 80)..(index + 80)].Max() / 8192.0;
            Assert.InRange(peak, (0.9 * (1 - Math.Exp(-time / tau))) - 0.04, (0.9 * (1 - Math.Exp(-time / tau))) + 0.04);
        }
    }

    [Fact]
    public async Task Noise_OfInput1_HasItsSpreadAndIsTheSameWhenReadAgain()
    {
        var device = new DeviceUnderTest { Noise = 20 * mV };
        await using Bench bench = await StartAsync(device);

        int[] trace = await bench.TakeTraceAsync(1, 1);
        int[] again = await bench.ReadTraceAsync(1);

        Assert.Equal(trace, again);
        Assert.InRange(trace.Average(), -5, 5);
        Assert.InRange(Math.Sqrt(trace.Average(static value => (double)value * value)), 0.98 * 163.84, 1.02 * 163.84);
    }

    [Fact]
    public async Task Noise_Averaged_IsSmaller()
    {
        var device = new DeviceUnderTest { Noise = 20 * mV };
        await using Bench bench = await StartAsync(device);

        int[] trace = await bench.TakeTraceAsync(64, 1, isAveraging: true);

        Assert.InRange(Math.Sqrt(trace.Average(static value => (double)value * value)), 0.97 * 20.48, 1.03 * 20.48);
    }

    [Theory]
    [InlineData(ScopeTriggerSource.Channel2PositiveEdge, 1u, 8192u)]
    [InlineData(ScopeTriggerSource.Channel2PositiveEdge, 16u, 100u)]
    [InlineData(ScopeTriggerSource.Channel2PositiveEdge, 1024u, 16_000u)]
    [InlineData(ScopeTriggerSource.Channel2NegativeEdge, 4u, 8192u)]
    [InlineData(ScopeTriggerSource.Channel2NegativeEdge, 64u, 1u)]
    public async Task EdgeTrigger_OnASine_PutsTheCrossingWhereTheDelaySays(ScopeTriggerSource source, uint decimation, uint delay)
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 7.3 * Fpga.ClockHz / (Length * decimation), 0.9, OutputSelection.Output2);
        await bench.WriteScopeAsync(ScopeRegisters.Threshold, Fpga.Signal.Encode(0.25));
        await bench.ArmAsync(decimation, delay);
        await bench.SetTriggerAsync(source);

        bench.AdvanceCycles(3L * Length * decimation);
        int[] trace = await bench.ReadTraceAsync(2);

        int index = Length - (int)delay - 1;
        bool isRising = source == ScopeTriggerSource.Channel2PositiveEdge;
        Assert.True(isRising ? trace[index] >= 2048 && trace[index - 1] < 2048 : trace[index] <= 2048 && trace[index - 1] > 2048);
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.TriggerSource));
    }

    [Fact]
    public async Task EdgeTrigger_OnInput1_IsFoundInTheNoise()
    {
        await using Bench bench = await StartAsync(new DeviceUnderTest { Noise = 1 * mV });
        await bench.StartGeneratorAsync(1, 97.3e3, 0.5, OutputSelection.Output1);
        bench.Advance(TimeSpan.FromMilliseconds(1));
        await bench.WriteScopeAsync(ScopeRegisters.Threshold, Fpga.Signal.Encode(0.1));
        await bench.WriteScopeAsync(ScopeRegisters.Hysteresis, 100);
        await bench.ArmAsync(1, 8192);
        await bench.SetTriggerAsync(ScopeTriggerSource.Channel1PositiveEdge);

        bench.AdvanceCycles(3 * Length);
        int[] trace = await bench.ReadTraceAsync(1);

        Assert.True(trace[8191] >= 819);
        Assert.True(trace[8190] < 819);
        Assert.True(trace[8191 - 300] < 700);
    }

    [Fact]
    public async Task EdgeTrigger_BelowTheThreshold_NeverComes()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 1e5, 0.5, OutputSelection.Output2);
        await bench.WriteScopeAsync(ScopeRegisters.Threshold, Fpga.Signal.Encode(0.51));
        await bench.ArmAsync(1, 8192);
        await bench.SetTriggerAsync(ScopeTriggerSource.Channel2PositiveEdge);

        bench.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.Control));
        Assert.Equal((uint)ScopeTriggerSource.Channel2PositiveEdge, await bench.ReadScopeAsync(ScopeRegisters.TriggerSource));
        Assert.Equal(uint.MaxValue, await bench.ReadScopeAsync(ScopeRegisters.PreTriggerCount));
    }

    [Fact]
    public async Task EdgeTrigger_OfASlowSignal_ComesWhenItIsDue()
    {
        await using Bench bench = await StartAsync();
        await bench.ArmAsync(1, 8192);
        await bench.WriteScopeAsync(ScopeRegisters.Threshold, Fpga.Signal.Encode(0.5));
        await bench.SetTriggerAsync(ScopeTriggerSource.Channel2PositiveEdge);
        await bench.StartGeneratorAsync(2, 0.5, 1, OutputSelection.Output2);
        long start = await bench.ReadScopeLongAsync(ScopeRegisters.Timestamp);

        bench.Advance(TimeSpan.FromSeconds(1.5));
        await bench.ReadScopeAsync(ScopeRegisters.Control);
        long trigger = await bench.ReadScopeLongAsync(ScopeRegisters.TriggerTimestamp);

        // The sine reaches a half after a twelfth of its period, within one table entry.
        double twelfth = 1 / (12 * GeneratorRegisters.FrequencyCodec.Round(0.5));
        Assert.InRange((trigger - start) / Fpga.ClockHz / twelfth, 0.999, 1.002);
    }

    [Fact]
    public async Task Immediately_WithoutEnoughBefore_IsIgnored()
    {
        await using Bench bench = await StartAsync();
        await bench.ArmAsync(1, 8192);
        bench.AdvanceCycles(8000);
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.PreTriggerReady));

        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);
        bench.AdvanceCycles(100_000);

        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.Control));
        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.PreTriggerReady));
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);
        Assert.Equal(5u, await bench.ReadScopeAsync(ScopeRegisters.Control));
        bench.AdvanceCycles(8200);
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.Control));
    }

    [Fact]
    public async Task Immediately_BeforeArming_IsLost()
    {
        await using Bench bench = await StartAsync();
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);

        await bench.WriteScopeAsync(ScopeRegisters.TriggerDelay, Length);
        await bench.WriteScopeAsync(ScopeRegisters.Decimation, 1);
        await bench.WriteScopeAsync(ScopeRegisters.Control, ScopeRegisters.ArmBit);
        bench.AdvanceCycles(1_000_000);

        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.Control));
    }

    [Fact]
    public async Task Pointers_AfterTheTrigger_DifferByTheDelay()
    {
        await using Bench bench = await StartAsync();
        await bench.ArmAsync(2, 12_000);
        bench.AdvanceCycles(2 * 20_000);

        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);
        uint atTrigger = await bench.ReadScopeAsync(ScopeRegisters.WritePointer);
        bench.AdvanceCycles(2 * 13_000);

        Assert.Equal(19_999u % Length, atTrigger);
        Assert.Equal(atTrigger, await bench.ReadScopeAsync(ScopeRegisters.TriggerPointer));
        Assert.Equal((19_999u + 12_000u) % Length, await bench.ReadScopeAsync(ScopeRegisters.WritePointer));
        Assert.Equal(20_000u, await bench.ReadScopeAsync(ScopeRegisters.PreTriggerCount));
    }

    [Fact]
    public async Task Reset_AfterAnAcquisition_PutsPointersToZero()
    {
        await using Bench bench = await StartAsync();
        await bench.TakeTraceAsync(1, 1);

        await bench.WriteScopeAsync(ScopeRegisters.Control, ScopeRegisters.ResetBit);

        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.Control));
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.WritePointer));
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.TriggerPointer));
        long now = await bench.ReadScopeLongAsync(ScopeRegisters.Timestamp);
        Assert.Equal(now, await bench.ReadScopeLongAsync(ScopeRegisters.TriggerTimestamp));
    }

    [Theory]
    [InlineData(1, ScopeTriggerSource.Generator1)]
    [InlineData(2, ScopeTriggerSource.Generator2)]
    public async Task GeneratorTrigger_OnAWrap_ShowsTheStartOfTheTable(int generator, ScopeTriggerSource source)
    {
        await using Bench bench = await StartAsync();
        await bench.ShowOnChannel1Async(DspSlot.Generator1 - 1 + generator);
        await bench.StartGeneratorAsync(generator, 5000, 0.9, OutputSelection.None);
        bench.Advance(TimeSpan.FromMilliseconds(0.731));
        await bench.ArmAsync(4, 8192);
        await bench.SetTriggerAsync(source);

        bench.Advance(TimeSpan.FromMilliseconds(3));
        int[] trace = await bench.ReadTraceAsync(1);

        Assert.True(trace[8190] < 0);
        Assert.True(trace[8192] > 0);
        Assert.Equal(0u, await bench.ReadAsync(GeneratorRegisters.At(generator, GeneratorRegisters.TriggerIndex)));
    }

    [Fact]
    public async Task GeneratorTrigger_AtItsStart_ComesAtOnce()
    {
        await using Bench bench = await StartAsync();
        await bench.ArmAsync(1, 8192);
        await bench.SetTriggerAsync(ScopeTriggerSource.Generator2);
        bench.AdvanceCycles(20_000);

        await bench.StartGeneratorAsync(2, 10e3, 0.9, OutputSelection.Output2);
        long start = await bench.ReadScopeLongAsync(ScopeRegisters.Timestamp);
        bench.AdvanceCycles(8200);
        int[] trace = await bench.ReadTraceAsync(2);

        Assert.Equal(start, await bench.ReadScopeLongAsync(ScopeRegisters.TriggerTimestamp));
        Assert.Equal(0, trace[8191]);
        Assert.InRange(trace[8191 + 3125], 0.899 * 8192, 0.901 * 8192);
    }

    [Theory]
    [InlineData(ScopeTriggerSource.ExternalPositiveEdge, true)]
    [InlineData(ScopeTriggerSource.ExternalNegativeEdge, false)]
    public async Task ExternalTrigger_OnItsEdge_Comes(ScopeTriggerSource source, bool isRising)
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.IsExternalTriggerHigh = !isRising;
        await bench.ArmAsync(1, 8192);
        await bench.SetTriggerAsync(source);
        bench.AdvanceCycles(100_000);
        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.Control));

        bench.Simulator.IsExternalTriggerHigh = isRising;

        Assert.Equal(5u, await bench.ReadScopeAsync(ScopeRegisters.Control));
        bench.AdvanceCycles(8200);
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.Control));
    }

    [Fact]
    public async Task ExternalTrigger_DrivenByTheBoardItself_Comes()
    {
        await using Bench bench = await StartAsync();
        await bench.ArmAsync(1, Length);
        await bench.SetTriggerAsync(ScopeTriggerSource.ExternalPositiveEdge);

        await bench.WriteAsync(HousekeepingRegisters.At(HousekeepingRegisters.DirectionP), 1);
        await bench.WriteAsync(HousekeepingRegisters.At(HousekeepingRegisters.OutputP), 1);

        Assert.Equal(1u, await bench.ReadAsync(HousekeepingRegisters.At(HousekeepingRegisters.InputP)));
        Assert.Equal(5u, await bench.ReadScopeAsync(ScopeRegisters.Control));
    }

    [Fact]
    public async Task ExternalTrigger_WithinTheDebounceTime_IsIgnored()
    {
        await using Bench bench = await StartAsync();
        bench.Simulator.IsExternalTriggerHigh = true;
        bench.Simulator.IsExternalTriggerHigh = false;
        await bench.ArmAsync(1, Length);
        await bench.SetTriggerAsync(ScopeTriggerSource.ExternalPositiveEdge);

        bench.AdvanceCycles(50_000);
        bench.Simulator.IsExternalTriggerHigh = true;

        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.Control));
    }

    [Fact]
    public async Task Off_NeverStops_AndShowsTheNewestSamples()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 1e3, 0.9, OutputSelection.Output2);
        await bench.ArmAsync(1024, 8192);

        bench.AdvanceCycles(1024L * 20_000);
        uint pointer = await bench.ReadScopeAsync(ScopeRegisters.WritePointer);
        uint[] words = await bench.Client.ReadAsync(ScopeRegisters.At(ScopeRegisters.Channel2Buffer), Length, Cancellation);

        Assert.Equal(19_999u % Length, pointer);
        Assert.Equal(await bench.ReadScopeAsync(ScopeRegisters.Channel2Value), words[pointer]);
        Assert.Equal(1u, await bench.ReadScopeAsync(ScopeRegisters.Control));
    }

    [Fact]
    public async Task KeepArmed_AfterTheTrigger_GoesOnWriting()
    {
        await using Bench bench = await StartAsync();
        await bench.WriteScopeAsync(ScopeRegisters.Decimation, 1);
        await bench.WriteScopeAsync(ScopeRegisters.TriggerDelay, Length);
        await bench.WriteScopeAsync(ScopeRegisters.Control, ScopeRegisters.ArmBit | ScopeRegisters.KeepArmedBit);
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);

        bench.AdvanceCycles(21_375);

        Assert.Equal(ScopeRegisters.ArmBit | ScopeRegisters.KeepArmedBit, await bench.ReadScopeAsync(ScopeRegisters.Control));
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.TriggerSource));
        Assert.Equal(4990u, await bench.ReadScopeAsync(ScopeRegisters.WritePointer));
    }

    [Fact]
    public async Task Acquisition_ThatEndsEarly_KeepsTheOlderSamplesBehindItsOwn()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 0, 1, OutputSelection.Output2, static _ => 0.5);
        await bench.TakeTraceAsync(1, 2);
        await bench.StartGeneratorAsync(2, 0, 1, OutputSelection.Output2, static _ => -0.5);

        await bench.ArmAsync(1, Length);
        bench.AdvanceCycles(1000);
        await bench.WriteScopeAsync(ScopeRegisters.Control, ScopeRegisters.ResetBit);
        uint[] words = await bench.Client.ReadAsync(ScopeRegisters.At(ScopeRegisters.Channel2Buffer), Length, Cancellation);

        Assert.Equal(0x3FFFu & unchecked((uint)(-4096)), words[999]);
        Assert.Equal(4096u, words[1000]);
    }

    [Fact]
    public async Task Trace_AfterThousandsOfChanges_IsStillWhatItWas()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 1e5, 0.5, OutputSelection.Output2);
        await bench.ArmAsync(1, Length);
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);
        bench.AdvanceCycles(Length + 100);
        uint frequency = IqRegisters.At(DspSlot.Iq0, IqRegisters.Frequency);

        for (uint i = 0; i < 6000; i++)
        {
            await bench.WriteAsync(frequency, i);
        }

        int[] trace = await bench.ReadTraceAsync(2);
        (double amplitude, double residual) = FitSine(trace, GeneratorRegisters.FrequencyCodec.Round(1e5) / Fpga.ClockHz);
        Assert.InRange(amplitude / 8192, 0.499, 0.501);
        Assert.True(residual < 1.5);
    }

    private static (double Amplitude, double Residual) FitSine(int[] trace, double turnsPerSample)
    {
        // Least squares of a sin + b cos + c, over whole periods or not.
        double[,] normal = new double[3, 4];
        for (int i = 0; i < trace.Length; i++)
        {
            double[] row = [Math.Sin(2 * Math.PI * turnsPerSample * i), Math.Cos(2 * Math.PI * turnsPerSample * i), 1, trace[i]];
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 4; k++)
                {
                    normal[j, k] += row[j] * row[k];
                }
            }
        }

        for (int pivot = 0; pivot < 3; pivot++)
        {
            for (int row = 0; row < 3; row++)
            {
                double factor = row == pivot ? 0 : normal[row, pivot] / normal[pivot, pivot];
                for (int column = 0; column < 4; column++)
                {
                    normal[row, column] -= factor * normal[pivot, column];
                }
            }
        }

        double a = normal[0, 3] / normal[0, 0];
        double b = normal[1, 3] / normal[1, 1];
        double c = normal[2, 3] / normal[2, 2];
        double worst = 0;
        for (int i = 0; i < trace.Length; i++)
        {
            double phase = 2 * Math.PI * turnsPerSample * i;
            worst = Math.Max(worst, Math.Abs(trace[i] - (a * Math.Sin(phase)) - (b * Math.Cos(phase)) - c));
        }

        return (Math.Sqrt((a * a) + (b * b)), worst);
    }
}
