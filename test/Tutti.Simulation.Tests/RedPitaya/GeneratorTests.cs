using Tutti.RedPitaya.Registers;
using static Tutti.Quantities.Units;
using static Tutti.Simulation.RedPitaya.Bench;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds what the generators put out, cycle by cycle.</summary>
public sealed class GeneratorTests
{
    [Theory]
    [InlineData(1, 1.0, 0.0)]
    [InlineData(2, 0.3, 0.1)]
    public async Task Output_OfARamp_IsTableTimesAmplitudePlusOffset(int generator, double amplitude, double offset)
    {
        await using Bench bench = await StartAsync();
        await bench.ShowOnChannel1Async(DspSlot.Generator1 - 1 + generator);
        const double Frequency = Fpga.ClockHz / 16_384;
        await bench.StartGeneratorAsync(generator, Frequency, amplitude, OutputSelection.None, static phase => (2 * phase) - 1, offset);

        int[] trace = await bench.TakeTraceAsync(1, 1);

        int scale = (int)Math.Round(amplitude * 8192);
        int shift = (int)Math.Round(offset * 8192);
        for (int i = 0; i < trace.Length; i++)
        {
            // One entry per cycle; generator and scope started at the same cycle, and sample 0 is one cycle later.
            int entry = (int)Math.Round(8191 * ((2.0 * ((i + 1) % trace.Length) / 16_384) - 1));
            Assert.Equal(((entry * scale) >> 13) + shift, trace[i]);
        }
    }

    [Fact]
    public async Task Output_BeyondFullScale_Saturates()
    {
        await using Bench bench = await StartAsync();
        await bench.ShowOnChannel1Async(DspSlot.Generator1 - 1 + 1);
        await bench.StartGeneratorAsync(1, 1e6, 1.5, OutputSelection.None);

        int[] trace = await bench.TakeTraceAsync(1, 1);

        Assert.Equal(8191, trace.Max());
        Assert.Equal(-8192, trace.Min());
        Assert.InRange(trace.Count(static value => value == 8191), trace.Length / 5, trace.Length / 3);
    }

    [Fact]
    public async Task Outputs_OfBoth_AddUpAndSaturate()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(1, 0, 1, OutputSelection.Output2, static _ => 0.25);
        await bench.StartGeneratorAsync(2, 0, 1, OutputSelection.Both, static _ => 0.5);
        Assert.Equal(2048u + 4096u, await bench.ReadScopeAsync(ScopeRegisters.Channel2Value));

        await bench.StartGeneratorAsync(1, 0, 1, OutputSelection.Output2, static _ => 1);

        Assert.Equal(8191u, await bench.ReadScopeAsync(ScopeRegisters.Channel2Value));
        Assert.Equal(2u, await bench.ReadAsync(DspRegisters.At(DspSlot.Pid0, DspRegisters.Saturation)));
    }

    [Fact]
    public async Task Zero_SwitchesTheOutputOff()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 0, 1, OutputSelection.Output2, static _ => 0.5, offset: 0.1);

        await bench.WriteGeneratorControlAsync(2, GeneratorRegisters.WrapBit | GeneratorRegisters.ZeroBit);

        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.Channel2Value));
    }

    [Fact]
    public async Task Frequency_ChangedWhileRunning_KeepsThePhase()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 1e3, 1, OutputSelection.Output2, static phase => (2 * phase) - 1);
        bench.Advance(TimeSpan.FromMilliseconds(0.25));
        uint before = await bench.ReadScopeAsync(ScopeRegisters.Channel2Value);

        await bench.WriteAsync(GeneratorRegisters.At(2, GeneratorRegisters.Step), GeneratorRegisters.FrequencyCodec.Encode(10e3));
        uint after = await bench.ReadScopeAsync(ScopeRegisters.Channel2Value);
        bench.Advance(TimeSpan.FromMilliseconds(0.05));
        uint later = await bench.ReadScopeAsync(ScopeRegisters.Channel2Value);

        Assert.Equal(before, after);
        Assert.InRange(unchecked((int)(before << 18)) >> 18, -4098, -4092);
        Assert.InRange(unchecked((int)(later << 18)) >> 18, 4090, 4100);
    }

    [Fact]
    public async Task SoftwareTrigger_OfARunningGenerator_KeepsItsPhaseUntilReset()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 1e3, 1, OutputSelection.Output2, static phase => phase);
        bench.Advance(TimeSpan.FromMilliseconds(0.5));

        await bench.WriteGeneratorControlAsync(2, GeneratorRegisters.WrapBit | (uint)GeneratorTriggerSource.Immediately);
        uint kept = await bench.ReadScopeAsync(ScopeRegisters.Channel2Value);
        await bench.WriteGeneratorControlAsync(2, GeneratorRegisters.WrapBit | GeneratorRegisters.ResetBit);
        uint reset = await bench.ReadScopeAsync(ScopeRegisters.Channel2Value);

        Assert.InRange(kept, 4090u, 4100u);
        Assert.Equal(0u, reset);
    }

    [Fact]
    public async Task StartPhase_IsWhereTheTableStarts()
    {
        await using Bench bench = await StartAsync();
        await bench.WriteAsync(GeneratorRegisters.At(2, GeneratorRegisters.StartPhase), GeneratorRegisters.StartPhaseCodec.Encode(90));

        await bench.StartGeneratorAsync(2, 1e3, 1, OutputSelection.Output2);

        Assert.Equal(8191u, await bench.ReadScopeAsync(ScopeRegisters.Channel2Value));
    }

    [Fact]
    public async Task WithoutWrap_EveryPeriodStartsAtTheStartPhase()
    {
        await using Bench bench = await StartAsync();
        await bench.ShowOnChannel1Async(DspSlot.Generator1 - 1 + 1);
        await bench.StartGeneratorAsync(1, 0, 1, OutputSelection.None, static phase => phase);
        await bench.WriteAsync(GeneratorRegisters.At(1, GeneratorRegisters.Step), 3_000_000);
        await bench.WriteGeneratorControlAsync(1, GeneratorRegisters.ResetBit);
        await bench.WriteGeneratorControlAsync(1, (uint)GeneratorTriggerSource.Immediately);

        int[] trace = await bench.TakeTraceAsync(1, 1);

        // 2^30 / 3,000,000 is 357.9: a period has 358 cycles and starts at exactly 0.
        for (int i = 0; i < 100; i++)
        {
            int start = Array.IndexOf(trace, 0, i * 150);
            Assert.Equal(trace[start + 7], trace[start + 358 + 7]);
            Assert.Equal(0, trace[start + 358]);
        }
    }

    [Fact]
    public async Task Bursts_AreAsLongAndAsManyAsAsked()
    {
        await using Bench bench = await StartAsync();
        await bench.ShowOnChannel1Async(DspSlot.Generator1 - 1 + 1);
        await bench.WriteAsync(GeneratorRegisters.At(1, GeneratorRegisters.BurstPeriods), 2);
        await bench.WriteAsync(GeneratorRegisters.At(1, GeneratorRegisters.BurstCount), 3);
        await bench.WriteAsync(GeneratorRegisters.At(1, GeneratorRegisters.BurstDelay), 10);
        await bench.ArmAsync(1, ScopeRegisters.BufferLength);
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);

        await bench.StartGeneratorAsync(1, 1e6, 1, OutputSelection.None, static phase => phase is > 0.25 and < 0.75 ? 1 : 0);
        bench.AdvanceCycles(20_000);
        int[] trace = await bench.ReadTraceAsync(1);

        int[] rises = [.. Enumerable.Range(1, trace.Length - 1).Where(i => trace[i] > 4000 && trace[i - 1] < 4000)];
        Assert.Equal(6, rises.Length);
        Assert.InRange(rises[1] - rises[0], 124, 126);
        Assert.InRange(rises[2] - rises[0], 249 + 1250, 251 + 1250);
        Assert.InRange(rises[4] - rises[2], 249 + 1250, 251 + 1250);
    }

    [Fact]
    public async Task ExternalTrigger_StartsTheGenerator()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(2, 0, 1, OutputSelection.Output2, static phase => phase);
        await bench.WriteGeneratorControlAsync(2, GeneratorRegisters.WrapBit | GeneratorRegisters.ResetBit);
        await bench.WriteGeneratorControlAsync(2, GeneratorRegisters.WrapBit | (uint)GeneratorTriggerSource.ExternalPositiveEdge);
        await bench.WriteAsync(GeneratorRegisters.At(2, GeneratorRegisters.Step), GeneratorRegisters.FrequencyCodec.Encode(1e3));
        bench.Advance(TimeSpan.FromMilliseconds(3.3));
        Assert.Equal(0u, await bench.ReadScopeAsync(ScopeRegisters.Channel2Value));

        bench.Simulator.IsExternalTriggerHigh = true;
        bench.Advance(TimeSpan.FromMilliseconds(0.5));

        Assert.InRange(await bench.ReadScopeAsync(ScopeRegisters.Channel2Value), 4090u, 4100u);
    }

    [Fact]
    public async Task RandomPhase_IsNoiseWithTheDistributionOfTheTable()
    {
        await using Bench bench = await StartAsync();
        await bench.ShowOnChannel1Async(DspSlot.Generator1 - 1 + 1);
        await bench.StartGeneratorAsync(1, 1e3, 1, OutputSelection.None, control: GeneratorRegisters.RandomPhaseBit);

        int[] trace = await bench.TakeTraceAsync(1, 1);

        double correlation = Enumerable.Range(0, trace.Length - 1).Average(i => (double)trace[i] * trace[i + 1]);
        double square = trace.Average(static value => (double)value * value);
        Assert.InRange(Math.Sqrt(square), 0.98 * 8191 / Math.Sqrt(2), 1.02 * 8191 / Math.Sqrt(2));
        Assert.InRange(correlation / square, -0.04, 0.04);
    }

    [Theory]
    [InlineData(1u, false, 4096, 25.0)]
    [InlineData(16u, true, 4096, 25.0)]
    [InlineData(4u, true, 32_768, 3.0)]
    [InlineData(64u, true, 262_144, 25.0)]
    [InlineData(8u, false, 524_288, 25.0)]
    [InlineData(8u, false, 2_097_152, 25.0)]
    public async Task SquareWave_ThroughTheDevice_IsWhatASimulationStepByStepGives(
        uint decimation,
        bool isAveraging,
        int period,
        double qualityFactor)
    {
        double frequencyHz = Fpga.ClockHz / period;
        var device = new DeviceUnderTest { Noise = 0 * V, QualityFactor = qualityFactor };
        await using Bench bench = await StartAsync(device);
        await bench.StartGeneratorAsync(1, frequencyHz, 0.9, OutputSelection.Output1, static phase => phase < 0.5 ? 1 : -1);
        bench.Advance(TimeSpan.FromSeconds(0.3 / frequencyHz));
        bench.Advance(TimeSpan.FromMilliseconds(20));
        await bench.ArmAsync(decimation, 8192, isAveraging);
        long start = await bench.ReadScopeLongAsync(ScopeRegisters.Timestamp);
        await bench.SetTriggerAsync(ScopeTriggerSource.Generator1);

        bench.AdvanceCycles(100_000 + (3 * 16_384 * decimation) + (2L * period));
        int[] trace = await bench.ReadTraceAsync(1);

        long trigger = await bench.ReadScopeLongAsync(ScopeRegisters.TriggerTimestamp);
        int first = (int)(-((trigger - start) % decimation));
        double[] expected = StepThrough(device, period, (int)decimation, isAveraging, first);
        double worst = expected.Zip(trace[8191..]).Max(static pair => Math.Abs(pair.First - pair.Second));
        Assert.True(worst < 4, $"{worst} counts");
        Assert.True(trace.Max() > 100);
    }

    // The differential equation of the resonator in steps of an eighth of a cycle, started some periods before cycle 0.
    private static double[] StepThrough(DeviceUnderTest device, int period, int decimation, bool isAveraging, int first)
    {
        const int Substeps = 8;
        double omega = 2 * Math.PI * device.ResonanceFrequency.In(Hz) / Fpga.ClockHz;
        double damping = omega / device.QualityFactor;
        double output = 0;
        double integral = 0;
        double sum = 0;
        var values = new List<double>();
        int lead = Math.Max(1, 300_000 / period) * period;
        for (int cycle = -lead; values.Count < 4000; cycle++)
        {
            sum += output;
            if ((cycle - first) % decimation == 0)
            {
                if (cycle >= first)
                {
                    values.Add(isAveraging ? sum / decimation : output);
                }

                sum = 0;
            }

            int phase = ((cycle % period) + period) % period;
            double input = ((phase < period / 2 ? 8191 : -8191) * 7373) >> 13;
            for (int i = 0; i < Substeps; i++)
            {
                // Leapfrog, with the integral half a step ahead: w' = y, y' = gain damping x - damping y - omega^2 w.
                integral += output / Substeps / (i == 0 ? 2 : 1);
                output += ((device.Gain * damping * input) - (damping * output) - (omega * omega * integral)) / Substeps;
            }

            integral += output / Substeps / 2;
        }

        return [.. values];
    }
}
