using FsCheck.Fluent;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Quantities;

public sealed class PointAndLevelTests
{
    [Theory]
    [InlineData("300.15 K", "degC", 27)]
    [InlineData("-40 degC", "K", 233.15)]
    [InlineData("20 degC", "mK", 293150)]
    [InlineData("1e15 degC", "K", 1000000000000273.15)]
    [InlineData("30 dBm", "W", 1)]
    [InlineData("-30 dBm", "uW", 1)]
    [InlineData("1 mW", "dBm", 0)]
    [InlineData("20 dBV", "mV", 10000)]
    [InlineData("0 dBW", "dBm", 30)]
    [InlineData("0 dBmV", "dBuV", 60)]
    [InlineData("0 W", "dBm", double.NegativeInfinity)]
    [InlineData("-Infinity dBm", "W", 0)]
    public void In_FromAndToPoints_UsesTheScale(string text, string unit, double expected) =>
        Assert.Equal(expected, Quantity.Parse(text).In(Unit.Parse(unit)));

    [Fact]
    public void In_APointUnitAndBack_ReturnsTheValue()
    {
        Arbitrary.Check(Gen.Choose(-2000, 2000).Select(i => i / 8.0), Gen.Elements((degC, K), (dBm, W), (dBW, pW), (dBV, mV), (dBmV, V), (dBuV, kV)), (value, pair) =>
            Math.Abs((value * pair.Item1).To(pair.Item2).In(pair.Item1) - value) < 1e-10);
    }

    [Fact]
    public void PointsAndDifferences_FollowTheRules()
    {
        Assert.Equal("25 degC", ((20 * degC) + (5 * K)).ToString());
        Assert.Equal("25 degC", ((5 * K) + (20 * degC)).ToString());
        Assert.Equal("20.005 degC", ((20 * degC) + (5 * mK)).ToString());
        Assert.Equal("15 degC", ((20 * degC) - (5 * K)).ToString());
        Assert.Equal("15 K", ((20 * degC) - (5 * degC)).ToString());
        Assert.Equal("13 dBm", ((10 * dBm) + (3 * dB)).ToString());
        Assert.Equal("13 dBm", ((3 * dB) + (10 * dBm)).ToString());
        Assert.Equal("7 dBm", ((10 * dBm) - (3 * dB)).ToString());
        Assert.Equal("7 dB", ((10 * dBm) - (3 * dBm)).ToString());
        Assert.Equal("-20 dB", ((10 * dBm) - (0 * dBW)).ToString());
        Assert.Equal("9 dB", ((6 * dB) + (3 * dB)).ToString());
        Assert.Equal("-12 dB", (-2 * (6 * dB)).ToString());
        Assert.Equal("12 dB", (2 * Unit.One * (6 * dB)).ToString());
        Assert.Equal("3 dB", (6 * dB / 2).ToString());
        Assert.Equal("3 dB", Quantity.Abs(-3 * dB).ToString());
        Assert.Equal("3 dBm", Quantity.Clamp(5 * dBm, -3 * dBm, 3 * dBm).ToString());
    }

    [Fact]
    public void SumOfPoints_IsRefused_AndSaysWhatToDo()
    {
        const string Advice = "is a point on a scale, and only a difference in {0} can be added to or taken from it. "
            + "Give the difference in {0}, or convert to {1} first.";

        Assert.Equal("Cannot add 20 degC and 5 degC: degC " + string.Format(Advice, "K", "K"), Refused(() => (20 * degC) + (5 * degC)));
        Assert.Equal("Cannot add 10 dBm and 3 dBm: dBm " + string.Format(Advice, "dB", "mW"), Refused(() => (10 * dBm) + (3 * dBm)));
        Assert.Equal("Cannot add 1 W and 3 dBm: dBm " + string.Format(Advice, "dB", "mW"), Refused(() => (1 * W) + (3 * dBm)));
        Assert.Equal("Cannot subtract 5 degC from 300 K: degC " + string.Format(Advice, "K", "K"), Refused(() => (300 * K) - (5 * degC)));
        Assert.Equal("Cannot subtract 1 W from 3 dBm: dBm " + string.Format(Advice, "dB", "mW"), Refused(() => (3 * dBm) - (1 * W)));
        Assert.Equal("Cannot subtract 1 dBV from 3 dBm: power and voltage are different dimensions.", Refused(() => (3 * dBm) - (1 * dBV)));
    }

    [Fact]
    public void ScalingAPoint_IsRefused_AndSaysWhatToDo()
    {
        Assert.Equal("Cannot multiply 20 degC by 2: degC is a point on a scale. Convert it first with To(K).", Refused(() => 2 * (20 * degC)));
        Assert.Equal("Cannot divide 20 degC by 2: degC is a point on a scale. Convert it first with To(K).", Refused(() => 20 * degC / 2));
        Assert.Equal("Cannot change the sign of 20 degC: degC is a point on a scale. Convert it first with To(K).", Refused(() => -(20 * degC)));
        Assert.Equal("Cannot take the magnitude of -3 dBm: dBm is a point on a scale. Convert it first with To(mW).", Refused(() => Quantity.Abs(-3 * dBm)));
        Assert.Throws<UnitException>(() => Quantity.Pow(20 * degC, 2));
        Assert.Throws<UnitException>(() => Quantity.Sqrt(20 * degC));
        Assert.Throws<UnitException>(() => 1 / (20 * degC));
        Assert.Throws<UnitException>(() => 1 * Unit.One * (3 * dBm));
    }

    [Fact]
    public void LevelsInProducts_AreRefused_AndSayWhatToDo()
    {
        const string Advice = ": dB is the logarithm of a ratio. Convert it first with Decibel.ToPowerRatio or Decibel.ToAmplitudeRatio.";

        Assert.Equal("Cannot multiply 2 V by 6 dB" + Advice, Refused(() => 2 * V * (6 * dB)));
        Assert.Equal("Cannot divide 6 dB by 1 m" + Advice, Refused(() => 6 * dB / m));
        Assert.Equal("Cannot divide 6 dB by 3 dB" + Advice, Refused(() => 6 * dB / (3 * dB)));
        Assert.Equal("Cannot divide 5 by 1 dB" + Advice, Refused(() => 5 / dB));
        Assert.Equal("Cannot add 3 dB and 2 W: level and power are different dimensions.", Refused(() => (3 * dB) + (2 * W)));
        Assert.Equal(
            "Cannot express 3 dB as a plain number: level and plain number are different dimensions. "
            + "The ratio behind a level is given by Decibel.ToPowerRatio or Decibel.ToAmplitudeRatio.",
            Refused(() => (double)(3 * dB)));
        Assert.Equal("Cannot express -1 W in dBm: the logarithm of a negative number does not exist.", Refused(() => (-1 * W).In(dBm)));
    }

    [Fact]
    public void Decibel_ConvertsRatios_BothWays()
    {
        Assert.Equal(20 * dB, Decibel.FromPowerRatio(100));
        Assert.Equal(40 * dB, Decibel.FromAmplitudeRatio(100));
        Assert.Equal(100, Decibel.ToPowerRatio(20 * dB), 1e-12);
        Assert.Equal(100, Decibel.ToAmplitudeRatio(40 * dB), 1e-12);
        Assert.Equal(double.NegativeInfinity, Decibel.FromPowerRatio(0).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => Decibel.FromAmplitudeRatio(-1));
        Assert.Throws<UnitException>(() => Decibel.ToPowerRatio(3 * dBm));
    }

    private static string Refused(Func<object> attempt) => Assert.Throws<UnitException>(attempt).Message;
}
