using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class IqSumsTests
{
    [Fact]
    public void Encode_AnySums_RoundTrip()
    {
        Prop.ForAll<long, long, bool>((inPhase, quadrature, isBusy) =>
        {
            IqSums sums = new(inPhase >> 2, quadrature >> 2, isBusy);
            uint[] words = new uint[IqSums.WordCount];

            sums.Encode(words);

            return IqSums.Decode(words) == sums;
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decode_AnyBusyBit_IsBusy(int word)
    {
        uint[] words = new uint[IqSums.WordCount];
        words[word] = 0x8000_0000;

        Assert.Equal(new IqSums(0, 0, IsBusy: true), IqSums.Decode(words));
    }

    [Fact]
    public void Encode_ExtremeSums_RoundTrip()
    {
        uint[] words = new uint[IqSums.WordCount];
        IqSums sums = new((1L << 61) - 1, -(1L << 61), IsBusy: false);

        sums.Encode(words);

        Assert.Equal([0x7FFF_FFFFu, 0x3FFF_FFFFu, 0u, 0x4000_0000u], words);
        Assert.Equal(sums, IqSums.Decode(words));
    }

    [Fact]
    public void ToVolts_SineOfKnownAmplitude_IsThatAmplitude()
    {
        IqSums sums = new(1000L * (1 << 22) / 10, -1000L * (1 << 22) / 4, IsBusy: false);

        Complex amplitude = sums.ToVolts(averagingCycles: 1000);

        Assert.Equal(0.1, amplitude.Real, 1e-9);
        Assert.Equal(-0.25, amplitude.Imaginary, 1e-9);
    }

    [Fact]
    public void Decode_WrongNumberOfWords_Throws()
    {
        Assert.Throws<ArgumentException>(() => IqSums.Decode(new uint[3]));
        Assert.Throws<ArgumentException>(() => new IqSums(0, 0, IsBusy: false).Encode(new uint[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IqSums(0, 0, IsBusy: false).ToVolts(0));
    }
}
