using Tutti.RedPitaya.Registers;
using static Tutti.Simulation.RedPitaya.Bench;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Holds what registers read at power-up and after writing.</summary>
public sealed class RegisterTests
{
    [Theory]
    [InlineData(0x4000_0000u, 1u)] // id
    [InlineData(0x4010_0000u, 0u)]
    [InlineData(0x4010_0010u, 8192u)] // trigger delay
    [InlineData(0x4010_0014u, 0x2000u)] // decimation
    [InlineData(0x4010_0020u, 20u)] // hysteresis
    [InlineData(0x4010_0028u, 1u)] // average
    [InlineData(0x4010_0090u, 62_500u)] // debounce
    [InlineData(0x4020_0004u, 0x2000u)] // amplitude
    [InlineData(0x4020_0008u, 0x3FFF_FFFFu)] // counter wrap
    [InlineData(0x4020_0028u, 0x3FFF_FFFFu)]
    [InlineData(0x4030_0000u, 10u)] // input of pid0: in1
    [InlineData(0x4030_0124u, 0x2000u)] // minimum output
    [InlineData(0x4030_0128u, 0x1FFFu)]
    [InlineData(0x4030_012Cu, 7u)]
    [InlineData(0x4030_0200u, 12u)]
    [InlineData(0x4030_0228u, 10u)]
    [InlineData(0x4035_0000u, 10u)]
    [InlineData(0x4035_0100u, 3u)] // on, pfd on
    [InlineData(0x4035_0200u, 11u)] // LUTSZ
    [InlineData(0x4035_0214u, 24u)]
    [InlineData(0x4035_0220u, 1u)]
    [InlineData(0x4037_0230u, 4u)] // stages of the quadrature filter of iq2
    [InlineData(0x4033_011Cu, 20u)] // hysteresis of the trigger module
    [InlineData(0x4034_0208u, 14u)] // stages of the iir filter
    [InlineData(0x4038_0000u, 10u)] // scope input 1: in1
    [InlineData(0x4039_0000u, 11u)]
    [InlineData(0x403A_0000u, 15u)] // pwm: off
    [InlineData(0x4030_000Cu, 0xFFu)] // sync
    [InlineData(0x4050_0000u, 0u)]
    [InlineData(0x4070_FFFCu, 0u)]
    public async Task PowerUp_ReadsAsDocumented(uint address, uint expected)
    {
        await using Bench bench = await StartAsync();

        Assert.Equal(expected, await bench.ReadAsync(address));
    }

    [Theory]
    [InlineData(0x4000_0030u, 0xFFu)]
    [InlineData(0x4000_0020u, 0u)] // inputs
    [InlineData(0x4000_0040u, 0u)] // nothing there
    [InlineData(0x4010_0008u, 0x3FFFu)]
    [InlineData(0x4010_0010u, 0xFFFF_FFFFu)]
    [InlineData(0x4010_0014u, 0x1_FFFFu)]
    [InlineData(0x4010_001Cu, 0u)]
    [InlineData(0x4010_0200u, 0u)]
    [InlineData(0x4020_0000u, 0x1FF7_1FF7u)]
    [InlineData(0x4020_0004u, 0x3FFF_3FFFu)]
    [InlineData(0x4020_0010u, 0x3FFF_FFFFu)]
    [InlineData(0x4020_001Cu, 0xFFFFu)]
    [InlineData(0x4020_0040u, 0xFFFF_FFFFu)]
    [InlineData(0x4020_0118u, 0xFFFF_FFFFu)]
    [InlineData(0x4020_013Cu, 0xFFFF_FFFFu)]
    [InlineData(0x4021_0000u, 0u)] // tables do not read back
    [InlineData(0x4030_0108u, 0xFF_FFFFu)]
    [InlineData(0x4030_0200u, 12u)]
    [InlineData(0x4035_0000u, 0xFu)]
    [InlineData(0x4035_0004u, 3u)]
    [InlineData(0x4035_0104u, 0xFFFF_FFFFu)]
    [InlineData(0x4035_0114u, 0x3_FFFFu)]
    [InlineData(0x4035_0110u, 0x3_FFFFu)]
    [InlineData(0x4035_0200u, 11u)]
    [InlineData(0x4040_0020u, 0x80_0000u)] // follows a slot
    [InlineData(0x4040_0028u, 0xFF_FFFFu)]
    [InlineData(0x4060_0000u, 0u)]
    public async Task AllOnes_Written_LeavesTheBitsThatAreThere(uint address, uint expected)
    {
        await using Bench bench = await StartAsync();

        await bench.WriteAsync(address, uint.MaxValue);

        Assert.Equal(expected, await bench.ReadAsync(address));
    }

    [Fact]
    public async Task Dna_Has57Bits()
    {
        await using Bench bench = await StartAsync();

        uint high = await bench.ReadAsync(HousekeepingRegisters.At(HousekeepingRegisters.DeviceDnaHigh));

        Assert.NotEqual(0u, await bench.ReadAsync(HousekeepingRegisters.At(HousekeepingRegisters.DeviceDnaLow)));
        Assert.Equal(0u, high >> 25);
    }

    [Fact]
    public async Task Words_OfALongRead_AreThoseOfSingleReads()
    {
        await using Bench bench = await StartAsync();

        uint[] words = await bench.Client.ReadAsync(ScopeRegisters.BaseAddress, 64, Cancellation);

        Assert.Equal(await bench.ReadScopeAsync(ScopeRegisters.Decimation), words[ScopeRegisters.Decimation / 4]);
        Assert.Equal(await bench.ReadScopeAsync(ScopeRegisters.TriggerDebounce), words[ScopeRegisters.TriggerDebounce / 4]);
    }

    [Fact]
    public async Task DigitalLoop_FeedsOutputsToInputs()
    {
        await using Bench bench = await StartAsync();
        await bench.StartGeneratorAsync(1, 0, 1, OutputSelection.Output1, static _ => 0.5);
        Assert.Equal(0u, await bench.ReadAsync(DspRegisters.At(DspSlot.Input1, DspRegisters.OutputSignal)));

        await bench.WriteAsync(HousekeepingRegisters.At(HousekeepingRegisters.DigitalLoop), 1);

        Assert.Equal(4096u, await bench.ReadAsync(DspRegisters.At(DspSlot.Input1, DspRegisters.OutputSignal)));
    }

    [Fact]
    public async Task Timestamp_CountsCyclesOf8Nanoseconds()
    {
        await using Bench bench = await StartAsync();

        bench.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(15_000_000_000, await bench.ReadScopeLongAsync(ScopeRegisters.Timestamp));
    }

    [Fact]
    public async Task AnyAccess_InAnyOrder_IsSurvived()
    {
        await using Bench bench = await StartAsync(new DeviceUnderTest());
        var random = new Random(20_261_121);
        uint[] bases = [0x4000_0000, 0x4010_0000, 0x4020_0000, 0x4030_0000, 0x4035_0000, 0x4036_0000, 0x4037_0000, 0x4040_0000];
        for (int i = 0; i < 4000; i++)
        {
            uint address = bases[random.Next(bases.Length)] + (4 * (uint)random.Next(0x60));
            uint value = (uint)random.NextInt64(1L << random.Next(33));
            switch (random.Next(10))
            {
                case < 5:
                    await bench.WriteAsync(address, value);
                    break;
                case < 8:
                    await bench.ReadAsync(address);
                    break;
                case 8:
                    await bench.Client.ReadAsync(ScopeRegisters.At(ScopeRegisters.Channel1Buffer), random.Next(1, 200), Cancellation);
                    break;
                default:
                    bench.Advance(TimeSpan.FromTicks(random.NextInt64(1L << random.Next(24))));
                    break;
            }

            if (i % 200 == 0)
            {
                // Something sane now and then, so that something happens.
                await bench.StartGeneratorAsync(1 + (i / 200 % 2), random.NextDouble() * 1e6, 1, OutputSelection.Both);
                await bench.ArmAsync(1u << random.Next(17), (uint)random.Next(1, 20_000), random.Next(2) == 0);
                bench.Simulator.IsExternalTriggerHigh ^= true;
            }
        }

        Assert.Equal(1u, await bench.ReadAsync(0x4000_0000));
    }

    [Fact]
    public async Task Quadrature_AsScopeInput_IsHalfTheAmplitude()
    {
        await using Bench bench = await StartAsync();
        const DspSlot Slot = DspSlot.Iq2;
        await bench.SetUpIqAsync(Slot, 0, DspSlot.Input2, OutputSelection.None, 0, 1);
        await bench.WriteAsync(IqRegisters.At(Slot, IqRegisters.OutputSelect), (uint)IqOutput.Quadrature);
        await bench.WriteAsync(IqRegisters.At(Slot, IqRegisters.QuadratureFactor), 1);
        uint filter = IqRegisters.QuadratureFilterCodec(Slot).Encode([2428.66, 2428.66]);
        await bench.WriteAsync(IqRegisters.At(Slot, IqRegisters.QuadratureFilter), filter);
        uint step = GeneratorRegisters.FrequencyCodec.Encode(1e6);
        await bench.StartGeneratorAsync(2, 1e6, 0.8, OutputSelection.Output2);
        await bench.WriteAsync(IqRegisters.At(Slot, IqRegisters.Frequency), step << 2);

        double inPhase = Fpga.Signal.Decode(await bench.ReadAsync(DspRegisters.At(Slot, DspRegisters.OutputSignal)));
        double quadrature = Fpga.Signal.Decode(await bench.ReadAsync(DspRegisters.At(DspSlot.Iq2Quadrature, DspRegisters.OutputSignal)));

        Assert.InRange(double.Hypot(inPhase, quadrature), 0.398, 0.402);
    }
}
