using FsCheck;
using FsCheck.Fluent;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class PhaseCodecTests
{
    public static TheoryData<PhaseCodec> Codecs =>
        [IqRegisters.PhaseCodec, GeneratorRegisters.StartPhaseCodec, new PhaseCodec(2, isInverted: true)];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Encode_AnyRegister_RoundTrips(PhaseCodec codec)
    {
        uint mask = uint.MaxValue >> (32 - codec.Bits);
        Prop.ForAll<uint>(raw =>
        {
            double degrees = codec.Decode(raw);
            return degrees is >= 0 and < 360 && codec.Encode(degrees) == (raw & mask);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Round_AnyAngle_IsTheSameAngleWithinHalfAStep(PhaseCodec codec)
    {
        Prop.ForAll<int>(tenths =>
        {
            double degrees = tenths / 10.0;

            double off = Math.IEEERemainder(codec.Round(degrees) - degrees, 360);

            return Math.Abs(off) <= (codec.StepDegrees / 2) + 1e-6;
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Encode_Inverted_CountsBackwards()
    {
        Assert.Equal(0xC000_0000u, IqRegisters.PhaseCodec.Encode(90));
        Assert.Equal(0x4000_0000u, IqRegisters.PhaseCodec.Encode(-90));
        Assert.Equal(270, IqRegisters.PhaseCodec.Round(-90));
        Assert.Equal(0x8000_0000u, IqRegisters.PhaseCodec.Encode(540));
        Assert.Equal(1u << 28, GeneratorRegisters.StartPhaseCodec.Encode(90));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Encode_NotFinite_Throws(double degrees)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IqRegisters.PhaseCodec.Encode(degrees));
    }

    [Fact]
    public void Default_AnyUse_ThrowsOneDocumentedError()
    {
        PhaseCodec codec = default;

        Assert.Throws<InvalidOperationException>(() => codec.Encode(0));
        Assert.Throws<InvalidOperationException>(() => codec.Decode(0));
    }
}
