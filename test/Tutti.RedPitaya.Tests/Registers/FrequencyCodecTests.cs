using FsCheck;
using FsCheck.Fluent;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class FrequencyCodecTests
{
    public static TheoryData<FrequencyCodec> Codecs =>
    [
        IqRegisters.FrequencyCodec,
        GeneratorRegisters.FrequencyCodec,
        new FrequencyCodec(32, Fpga.ClockHz * 1.000_02),
        new FrequencyCodec(2, 1),
    ];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Encode_AnyRegisterUpToHalfTheClock_RoundTrips(FrequencyCodec codec)
    {
        uint half = 1u << (codec.Bits - 1);
        Prop.ForAll<uint>(number =>
        {
            uint raw = (uint)(number % ((ulong)half + 1));
            return codec.Encode(codec.Decode(raw)) == raw;
        }).Check(Config.QuickThrowOnFailure);
        Assert.Equal(half, codec.Encode(codec.MaximumHz));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Round_AnyFrequencyInside_IsWithinHalfAStep(FrequencyCodec codec)
    {
        Prop.ForAll<uint>(part =>
        {
            double frequency = codec.MaximumHz * part / uint.MaxValue;

            return Math.Abs(codec.Round(frequency) - frequency) <= codec.StepHz / 2 * (1 + 1e-6);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Encode_OutsideTheRange_Throws(FrequencyCodec codec)
    {
        Assert.All(
            [-1, Math.BitIncrement(codec.MaximumHz), double.NaN, double.PositiveInfinity],
            frequency => Assert.Throws<ArgumentOutOfRangeException>(() => codec.Encode(frequency)));
    }

    [Fact]
    public void Encode_KnownFrequencies_AreAsDocumented()
    {
        Assert.Equal(1u << 31, IqRegisters.FrequencyCodec.Encode(62.5e6));
        Assert.Equal(34_359_738u, IqRegisters.FrequencyCodec.Encode(1e6));
        Assert.Equal(0.029_103_830_456_733_704, IqRegisters.FrequencyCodec.StepHz);
        Assert.Equal(0.116_415_321_826_934_81, GeneratorRegisters.FrequencyCodec.StepHz);
        Assert.Equal(0, GeneratorRegisters.FrequencyCodec.Round(0.05));
    }

    [Fact]
    public void Default_AnyUse_ThrowsOneDocumentedError()
    {
        FrequencyCodec codec = default;

        Assert.Throws<InvalidOperationException>(() => codec.Encode(0));
        Assert.Throws<InvalidOperationException>(() => codec.Decode(0));
    }
}
