using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class RegisterMapTests
{
    [Fact]
    public void At_KnownRegisters_AreAtTheDocumentedAddresses()
    {
        Assert.Equal(0x4000_0030u, HousekeepingRegisters.At(HousekeepingRegisters.Leds));
        Assert.Equal(0x4012_0000u, ScopeRegisters.At(ScopeRegisters.Channel2Buffer));
        Assert.Equal(0x4038_0000u, DspRegisters.At(DspSlot.Generator1, DspRegisters.InputSelect));
        Assert.Equal(0x4039_0004u, DspRegisters.At(DspSlot.Generator2, DspRegisters.OutputSelect));
        Assert.Equal(0x4035_0140u, IqRegisters.At(DspSlot.Iq0, IqRegisters.Sums));
        Assert.Equal(0x4037_0108u, IqRegisters.At(DspSlot.Iq2, IqRegisters.Frequency));
    }

    [Theory]
    [InlineData(1, GeneratorRegisters.Control, 0x4020_0000u)]
    [InlineData(2, GeneratorRegisters.Control, 0x4020_0000u)]
    [InlineData(1, GeneratorRegisters.Step, 0x4020_0010u)]
    [InlineData(2, GeneratorRegisters.Step, 0x4020_0030u)]
    [InlineData(2, GeneratorRegisters.TriggerIndex, 0x4020_0134u)]
    [InlineData(2, GeneratorRegisters.AdvancedTriggerDelay, 0x4020_0138u)]
    [InlineData(1, GeneratorRegisters.Table, 0x4021_0000u)]
    [InlineData(2, GeneratorRegisters.Table, 0x4022_0000u)]
    public void At_EitherGenerator_IsAtTheDocumentedAddress(int generator, uint offset, uint expected)
    {
        Assert.Equal(expected, GeneratorRegisters.At(generator, offset));
    }

    [Fact]
    public void At_NoSuchModule_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneratorRegisters.At(0, GeneratorRegisters.Step));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneratorRegisters.At(3, GeneratorRegisters.Step));
        Assert.Throws<ArgumentOutOfRangeException>(() => IqRegisters.At(DspSlot.Pid0, IqRegisters.Phase));
        Assert.Throws<ArgumentOutOfRangeException>(() => IqRegisters.QuadratureFilterCodec(DspSlot.Input1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DspRegisters.At((DspSlot)16, DspRegisters.InputSelect));
        Assert.Throws<ArgumentOutOfRangeException>(() => DspRegisters.SynchronizationBit(DspSlot.Generator1));
    }

    [Fact]
    public void ControlField_BothGenerators_ShareTheRegister()
    {
        Assert.Equal(0x0000_FFFFu, GeneratorRegisters.ControlField(1).Mask);
        Assert.Equal(0xFFFF_0000u, GeneratorRegisters.ControlField(2).Mask);
    }

    [Fact]
    public void Synchronization_IqBits_AreThoseOfTheIqSlots()
    {
        uint iqs = DspRegisters.SynchronizationBit(DspSlot.Iq0)
            | DspRegisters.SynchronizationBit(DspSlot.Iq1)
            | DspRegisters.SynchronizationBit(DspSlot.Iq2);

        Assert.Equal(DspRegisters.AllButIqRunning, DspRegisters.AllRunning & ~iqs);
    }

    [Fact]
    public void Constants_Design_AreTheDocumentedOnes()
    {
        Assert.Equal([11u, 17u, 32u, 18u, 14u, 24u, 8u], IqRegisters.Constants);
        Assert.Equal(IqRegisters.ConstantCount, IqRegisters.Constants.Length);
        Assert.Equal(2, IqRegisters.QuadratureFilterCodec(DspSlot.Iq0).Stages);
        Assert.Equal(4, IqRegisters.QuadratureFilterCodec(DspSlot.Iq2).Stages);
    }
}
