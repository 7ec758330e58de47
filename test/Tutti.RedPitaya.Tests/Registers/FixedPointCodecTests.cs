using FsCheck;
using FsCheck.Fluent;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class FixedPointCodecTests
{
    public static TheoryData<FixedPointCodec> Codecs =>
    [
        Fpga.Signal,
        ScopeRegisters.HysteresisCodec,
        GeneratorRegisters.AmplitudeCodec,
        GeneratorRegisters.TableCodec,
        DspRegisters.OutputSignalCodec,
        IqRegisters.GainCodec,
        IqRegisters.AmplitudeCodec,
        IqRegisters.QuadratureFactorCodec,
        FixedPointCodec.Signed(32, 1),
        FixedPointCodec.Unsigned(32, 1),
        FixedPointCodec.Unsigned(1, 1),
    ];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Encode_AnyRegister_RoundTrips(FixedPointCodec codec)
    {
        uint mask = uint.MaxValue >> (32 - codec.Bits);
        Prop.ForAll<uint>(raw => codec.Encode(codec.Decode(raw)) == (raw & mask)).Check(Config.QuickThrowOnFailure);
        Assert.All([0u, 1u, mask, mask >> 1, (mask >> 1) + 1], raw => Assert.Equal(raw & mask, codec.Encode(codec.Decode(raw))));
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Round_AnyValueInside_IsWhatIsReadBackAndWithinHalfAStep(FixedPointCodec codec)
    {
        Prop.ForAll<ushort>(part =>
        {
            double value = codec.Minimum + ((codec.Maximum - codec.Minimum) * part / ushort.MaxValue);

            double rounded = codec.Round(value);

            double allowed = Math.Abs(value) < codec.Step ? codec.Step : codec.Step / 2 * (1 + 1e-6);
            return codec.Decode(codec.Encode(value)).Equals(rounded) && Math.Abs(rounded - value) <= allowed;
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Encode_BeyondTheEnds_Throws(FixedPointCodec codec)
    {
        Assert.All(
            [codec.Minimum - codec.Step, codec.Maximum + codec.Step, 1e300, -1e300, double.NaN, double.PositiveInfinity],
            value => Assert.Throws<ArgumentOutOfRangeException>(() => codec.Encode(value)));
        Assert.Equal(codec.Minimum, codec.Round(codec.Minimum));
        Assert.Equal(codec.Maximum, codec.Round(codec.Maximum));
    }

    [Fact]
    public void Encode_SmallButNotZero_BecomesTheSmallestStep()
    {
        Assert.Equal(1u, Fpga.Signal.Encode(1e-9));
        Assert.Equal(0x3FFFu, Fpga.Signal.Encode(-1e-9));
        Assert.Equal(0u, Fpga.Signal.Encode(0));
        Assert.Equal(1.0 / 8192, Fpga.Signal.Round(1e-9));
    }

    [Fact]
    public void Encode_NegativeToUnsigned_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ScopeRegisters.HysteresisCodec.Encode(-1e-9));
    }

    [Fact]
    public void Encode_KnownRegisters_AreAsDocumented()
    {
        Assert.Equal(0x3333u, IqRegisters.AmplitudeCodec.Encode(0.1));
        Assert.Equal(1u << 11, IqRegisters.GainCodec.Encode(1));
        Assert.Equal(20u, ScopeRegisters.HysteresisCodec.Encode(20.0 / 8192));
        Assert.Equal(8191u, GeneratorRegisters.TableCodec.Encode(1));
        Assert.Equal(16_384u - 8191u, GeneratorRegisters.TableCodec.Encode(-1));
        Assert.Equal(8192u, GeneratorRegisters.AmplitudeCodec.Encode(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fpga.Signal.Encode(1));
        Assert.Equal(-1, Fpga.Signal.Decode(0x2000));
        Assert.Equal(-1, Fpga.Signal.Decode(0xFFFF_E000));
    }

    [Fact]
    public void DecodeSpan_ManyRegisters_IsTheSameAsOneByOne()
    {
        uint[] raw = [0, 1, 0x1FFF, 0x2000, 0x3FFF, 0x4000, uint.MaxValue];
        double[] values = new double[raw.Length];
        uint[] again = new uint[raw.Length];

        Fpga.Signal.Decode(raw, values);
        Fpga.Signal.Encode(values, again);

        Assert.Equal(raw.Select(Fpga.Signal.Decode), values);
        Assert.Equal(raw.Select(word => word & 0x3FFF), again);
        ScopeRegisters.HysteresisCodec.Decode(raw, values);
        Assert.Equal(raw.Select(ScopeRegisters.HysteresisCodec.Decode), values);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fpga.Signal.Decode(raw, new double[raw.Length - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fpga.Signal.Encode(values, new uint[raw.Length - 1]));
    }

    [Fact]
    public void Default_AnyUse_ThrowsOneDocumentedError()
    {
        FixedPointCodec codec = default;

        Assert.Throws<InvalidOperationException>(() => codec.Encode(0));
        Assert.Throws<InvalidOperationException>(() => codec.Decode(0));
        Assert.Throws<InvalidOperationException>(() => codec.Round(0));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(33, 1)]
    [InlineData(14, 0)]
    [InlineData(14, double.NaN)]
    public void Signed_ImpossibleShape_Throws(int bits, double scale)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedPointCodec.Signed(bits, scale));
    }
}
