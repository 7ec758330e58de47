using System.Collections.ObjectModel;
using FsCheck;
using FsCheck.Fluent;
using Tutti.RedPitaya.Registers;

namespace Tutti.RedPitaya.Tests.Registers;

public sealed class FilterCodecTests
{
    // Section 2.7, as read from a running board's client.
    private static readonly double[] Documented =
    [
        1.1858, 2.37159, 4.74319, 9.48638, 18.9728, 37.9455, 75.8911, 151.783, 303.566, 607.137, 1214.29,
        2428.66, 4857.62, 9716.42, 19437.6, 38894.2, 77864.6, 157595, 319570, 656885, 1.38667e6, 3.10813e6,
    ];

    private static readonly FilterCodec Quadrature = IqRegisters.QuadratureFilterCodec(DspSlot.Iq2);

    [Fact]
    public void BandwidthsHz_KnownFilters_AreTheDocumentedLists()
    {
        AssertClose(Documented, Quadrature.BandwidthsHz);
        AssertClose(Documented[2..], IqRegisters.InputFilterCodec.BandwidthsHz);
        AssertClose([0.148225, 0.296449, 0.592898, .. Documented], new FilterCodec(stages: 1, minimumBandwidthHz: 1).BandwidthsHz);
        Assert.Equal(24, Quadrature.MaximumShift);
        Assert.Equal(22, IqRegisters.InputFilterCodec.MaximumShift);
        Assert.Equal(17, new FilterCodec(stages: 1, minimumBandwidthHz: 1000).MaximumShift);
    }

    [Fact]
    public void Encode_EveryBandwidthOfEitherSign_RoundTrips()
    {
        foreach (double bandwidth in Quadrature.BandwidthsHz.SelectMany(value => new[] { value, -value }).Append(0))
        {
            byte raw = Quadrature.Encode(bandwidth);

            Assert.Equal(bandwidth, Quadrature.Decode(raw));
            Assert.Equal(raw, Quadrature.Encode(Quadrature.Decode(raw)));
        }
    }

    [Fact]
    public void Encode_DocumentedNumber_IsTaken()
    {
        Assert.All(Documented, bandwidth => Assert.Equal(bandwidth, Quadrature.Round(bandwidth), bandwidth * 1e-4));
    }

    [Fact]
    public void Round_AnyBandwidthInside_IsTheNearest()
    {
        Prop.ForAll<ushort>(part =>
        {
            double wanted = Documented[0] * Math.Pow(Documented[^1] / Documented[0], part / (double)ushort.MaxValue);

            double rounded = Quadrature.Round(wanted);

            return Quadrature.BandwidthsHz.All(other => Math.Abs(rounded - wanted) <= Math.Abs(other - wanted))
                && Quadrature.Round(-wanted).Equals(-rounded);
        }).Check(Config.QuickThrowOnFailure);
        Assert.Equal(607.137, Quadrature.Round(500), 0.01);
        Assert.Equal(-37.9455, Quadrature.Round(-50), 0.001);
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(-1.1)]
    [InlineData(3.2e6)]
    [InlineData(-1e9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Encode_BeyondTheEnds_Throws(double bandwidth)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quadrature.Encode(bandwidth));
    }

    [Fact]
    public void EncodeStages_SeveralStages_AreBytesFromTheLowest()
    {
        double low = Quadrature.BandwidthsHz[3];
        double high = -Quadrature.BandwidthsHz[5];

        uint raw = Quadrature.Encode([low, high]);

        Assert.Equal(0x0000_C583u, raw);
        Assert.Equal([low, high, 0, 0], Enumerable.Range(0, 4).Select(stage => Quadrature.Decode(raw, stage)));
        Assert.Throws<ArgumentException>(() => IqRegisters.InputFilterCodec.Encode([low, high]));
        Assert.Throws<ArgumentOutOfRangeException>(() => IqRegisters.InputFilterCodec.Decode(raw, stage: 1));
    }

    [Fact]
    public void Alpha_AnyShift_IsThePowerOfTwo()
    {
        Assert.Equal(Math.ScaleB(1, -24), Quadrature.Alpha(0x80));
        Assert.Equal(1.0 / 8, Quadrature.Alpha(0x80 | 21));
        Assert.Equal(0, Quadrature.Alpha(21));
        Assert.Equal(1, Quadrature.Alpha(0x80 | 31));
        Assert.Equal(double.PositiveInfinity, Quadrature.Decode(0x80 | 31));
    }

    private static void AssertClose(double[] expected, ReadOnlyCollection<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, pair.First * 1e-5));
    }
}
