using System.Numerics;
using Tutti.RedPitaya.Registers;
using static Tutti.Quantities.Units;
using static Tutti.Simulation.RedPitaya.Bench;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds what the IQ modules measure against the truth.</summary>
public sealed class NetworkAnalyzerTests
{
    private const uint Averages = 125_000;

    [Theory]
    [InlineData(1e3)]
    [InlineData(123_456.7)]
    [InlineData(10e6)]
    public async Task Sums_OfAWire_GiveOne(double frequencyHz)
    {
        await using Bench bench = await StartAsync();
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input2, OutputSelection.Output2, 0, Averages);

        (_, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, frequencyHz, 0, Averages);

        Complex ratio = volts / 0.5;
        Assert.InRange(ratio.Real, 0.999, 1.001);
        Assert.InRange(ratio.Imaginary, -1e-3, 1e-3);
    }

    [Fact]
    public async Task Sums_OfTheDevice_AreItsTransferFunction()
    {
        var device = new DeviceUnderTest { Noise = 1 * mV };
        await using Bench bench = await StartAsync(device);
        uint filter = IqRegisters.QuadratureFilterCodec(DspSlot.Iq1).Encode([4857.62, 4857.62]);
        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq1, IqRegisters.QuadratureFilter), filter);
        await bench.SetUpIqAsync(DspSlot.Iq1, 0.5, DspSlot.Input1, OutputSelection.Output1, Averages, Averages);

        foreach (double frequencyHz in new[] { 20e3, 90e3, 95e3, 97.3e3, 99e3, 105e3, 500e3 })
        {
            (double frequency, Complex volts) = await bench.MeasureAsync(DspSlot.Iq1, frequencyHz, Averages, Averages);

            Complex truth = device.ResponseAt(frequency * Hz);
            Assert.True((volts / 0.5 - truth).Magnitude < 3e-4, $"{frequency} Hz: {volts / 0.5}, not {truth}");
        }
    }

    [Fact]
    public async Task Sums_WithoutSettling_AreSmallerWhileTheDeviceBuildsUp()
    {
        var device = new DeviceUnderTest { Noise = 0 * V, ResonanceFrequency = 10 * kHz, QualityFactor = 100 };
        await using Bench bench = await StartAsync(device);
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input1, OutputSelection.Output1, 0, 398_000);

        (double frequency, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, 10e3, 0, 398_000);

        // One time constant, 3.18 ms: the mean of 1 - exp(-t / tau) over it is exp(-1).
        Complex ratio = volts / 0.5 / device.ResponseAt(frequency * Hz);
        Assert.InRange(ratio.Magnitude, Math.Exp(-1) - 0.01, Math.Exp(-1) + 0.01);
    }

    [Fact]
    public async Task Sums_AgreeWithTheScope_CycleByCycle()
    {
        var device = new DeviceUnderTest { Noise = 0 * V, ResonanceFrequency = 1 * MHz, QualityFactor = 3 };
        await using Bench bench = await StartAsync(device);
        const uint Cycles = 16_384;
        uint filter = IqRegisters.QuadratureFilterCodec(DspSlot.Iq0).Encode([38894.2, 77864.6]);
        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.QuadratureFilter), filter);
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.7, DspSlot.Input1, OutputSelection.Output1, 0, Cycles);
        await bench.StartGeneratorAsync(1, 300e3, 0.2, OutputSelection.Output1, static phase => phase < 0.5 ? 1 : -1);
        await bench.ArmAsync(1, ScopeRegisters.BufferLength);
        await bench.SetTriggerAsync(ScopeTriggerSource.Immediately);

        (double frequency, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, 1.1e6, 0, Cycles, delay: 0);
        bench.AdvanceCycles(100);
        int[] trace = await bench.ReadTraceAsync(1);

        // The same arithmetic on the samples that the scope saw: delay, sine and cosine, two filters, sum.
        double alpha1 = IqRegisters.QuadratureFilterCodec(DspSlot.Iq0).Alpha(filter, 0);
        double alpha2 = IqRegisters.QuadratureFilterCodec(DspSlot.Iq0).Alpha(filter, 1);
        Complex first = 0;
        Complex second = 0;
        Complex sum = 0;
        for (int n = 1; n < trace.Length; n++)
        {
            double signal = n > 3 ? trace[n - 4] / 8192.0 : 0;
            double phase = 2 * Math.PI * frequency * n / Fpga.ClockHz;
            first += alpha1 * ((signal * new Complex(Math.Sin(phase), Math.Cos(phase))) - first);
            second += alpha2 * (first - second);
            sum += second;
        }

        Complex expected = sum * 2 / Cycles;
        Assert.True((volts - expected).Magnitude < 1e-3 * expected.Magnitude, $"{volts}, not {expected}");
    }

    [Fact]
    public async Task Sums_OfNoise_HaveTheSpreadOfAMean()
    {
        var device = new DeviceUnderTest { Noise = 10 * mV };
        await using Bench bench = await StartAsync(device);
        const uint Count = 10_000;
        await bench.SetUpIqAsync(DspSlot.Iq0, 0, DspSlot.Input1, OutputSelection.None, 0, Count);
        double square = 0;
        const int Points = 300;

        for (int i = 0; i < Points; i++)
        {
            (_, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, 1e6, 0, Count);
            square += volts.Magnitude * volts.Magnitude;
        }

        // Amplitude in volts is twice the mean of signal times sine: variance 4 sigma^2 / (2 N) in each quadrature.
        double expected = 4 * 0.01 * 0.01 / Count;
        Assert.InRange(square / Points, expected * 0.8, expected * 1.2);
    }

    [Fact]
    public async Task Sums_OverThousandsOfChangesElsewhere_AreNotDisturbed()
    {
        await using Bench bench = await StartAsync();
        uint filter = IqRegisters.QuadratureFilterCodec(DspSlot.Iq0).Encode([4857.62, 4857.62]);
        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.QuadratureFilter), filter);
        const uint Cycles = 3000 * 125;
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input2, OutputSelection.Output2, Cycles, Cycles);

        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Frequency), IqRegisters.FrequencyCodec.Encode(1e5));
        for (uint i = 0; i < 6000; i++)
        {
            bench.AdvanceCycles(125);
            await bench.WriteAsync(GeneratorRegisters.At(1, GeneratorRegisters.Step), i);
        }

        IqSums sums = IqSums.Decode(await bench.Client.ReadAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums), 4, Cancellation));
        Assert.False(sums.IsBusy);
        Assert.InRange(sums.ToVolts(Cycles).Magnitude, 0.4999, 0.5001);
    }

    [Fact]
    public async Task Sums_WhileSummed_AreBusyAndGrow()
    {
        await using Bench bench = await StartAsync();
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input2, OutputSelection.Output2, 1000, 2000);
        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Frequency), IqRegisters.FrequencyCodec.Encode(1e6));

        bench.AdvanceCycles(1000);
        IqSums atStart = IqSums.Decode(await bench.Client.ReadAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums), 4, Cancellation));
        bench.AdvanceCycles(1000);
        IqSums halfWay = IqSums.Decode(await bench.Client.ReadAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums), 4, Cancellation));
        bench.AdvanceCycles(1000);
        IqSums atEnd = IqSums.Decode(await bench.Client.ReadAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums), 4, Cancellation));

        Assert.Equal(new IqSums(0, 0, IsBusy: true), atStart);
        Assert.True(halfWay.IsBusy);
        Assert.False(atEnd.IsBusy);
        Assert.InRange((double)halfWay.InPhase / atEnd.InPhase, 0.49, 0.51);
    }

    [Fact]
    public async Task Sums_BehindTheHighPass_ShowItsCornerAndDelay()
    {
        await using Bench bench = await StartAsync();
        uint filter = IqRegisters.InputFilterCodec.Encode(-4857.62);
        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.InputFilter), filter);
        double corner = -IqRegisters.InputFilterCodec.Decode(filter);
        const uint Cycles = 1_250_000;
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input2, OutputSelection.Output2, 0, Cycles);

        (double frequency, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, 5000, 0, Cycles, delay: 4);

        Complex ratio = volts / 0.5 * new Complex(1, -corner / frequency);
        Assert.True((ratio - 1).Magnitude < 2e-3, ratio.ToString());
    }

    [Fact]
    public async Task Phase_PlusNinetyDegrees_RotatesTheResultBySoMuch()
    {
        await using Bench bench = await StartAsync();
        await bench.WriteAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Phase), IqRegisters.PhaseCodec.Encode(90));
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input2, OutputSelection.Output2, 0, Averages);

        (_, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, 1e5, 0, Averages);

        Assert.True((volts / 0.5 - Complex.ImaginaryOne).Magnitude < 1e-3, volts.ToString());
    }

    [Fact]
    public async Task Input_AboveFullScale_IsClipped()
    {
        var device = new DeviceUnderTest { Noise = 0 * V, Gain = 3 };
        await using Bench bench = await StartAsync(device);
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.9, DspSlot.Input1, OutputSelection.Output1, Averages, Averages);

        (_, Complex volts) = await bench.MeasureAsync(DspSlot.Iq0, 97.3e3, Averages, Averages);

        // A sine of 2.7 V clipped at 1 V has a fundamental between 1 V and 4 / pi V.
        Assert.InRange(volts.Magnitude, 1.2, 4 / Math.PI);
    }

    [Fact]
    public async Task Synchronize_Cleared_StopsTheOscillator()
    {
        await using Bench bench = await StartAsync();
        await bench.SetUpIqAsync(DspSlot.Iq0, 0.5, DspSlot.Input2, OutputSelection.Output2, 0, Averages);
        uint address = DspRegisters.At(DspSlot.Pid0, DspRegisters.Synchronization);
        Assert.Equal(DspRegisters.AllRunning, await bench.ReadAsync(address));

        await bench.WriteAsync(address, DspRegisters.AllButIqRunning);
        (_, Complex stopped) = await bench.MeasureAsync(DspSlot.Iq0, 1e5, 0, Averages);
        await bench.WriteAsync(address, DspRegisters.AllRunning);
        (_, Complex running) = await bench.MeasureAsync(DspSlot.Iq0, 1e5, 0, Averages);

        Assert.Equal(Complex.Zero, stopped);
        Assert.InRange(running.Magnitude, 0.499, 0.501);
        Assert.Equal(1u, await bench.ReadAsync(IqRegisters.At(DspSlot.Iq0, IqRegisters.Control)) & 1);
    }
}
