using Tutti.Signals;

namespace Tutti.Tests.Signals;

public sealed class WindowsTests
{
    /// <summary>Noise bandwidths in points of symmetric windows of 16,384 points, as PyRPL's spectrum analyzer has them.</summary>
    [Theory]
    [InlineData(Window.Blackman, 1.726863)]
    [InlineData(Window.Flattop, 3.770477)]
    [InlineData(Window.Hamming, 1.362886)]
    [InlineData(Window.Gaussian, 2.820951)]
    public void NoiseBandwidth_OfOnePeriodAndItsEnd_IsThatOfTheSymmetricForm(Window window, double expected)
    {
        double[] period = Windows.Create(window, 16383);

        double bandwidth = Windows.NoiseBandwidth([.. period, period[0]]);

        Assert.Equal(expected, bandwidth, window == Window.Gaussian ? 2e-4 : 1e-6);   // PyRPL's bell is a 16384th wider
    }

    /// <summary>Sums of the coefficients, Harris (1978), table 1.</summary>
    [Theory]
    [InlineData(Window.Rectangular, 1, 1)]
    [InlineData(Window.Hann, 0.5, 1.5)]
    [InlineData(Window.Hamming, 0.54, 0.3974 / 0.2916)]
    [InlineData(Window.Blackman, 0.42, 0.3046 / 0.1764)]
    [InlineData(Window.Flattop, 0.21557895, 3.770246)]
    public void GainAndBandwidth_OfCosines_AreThoseOfTheFormulaAtAnyLength(Window window, double gain, double bandwidth)
    {
        foreach (int length in new[] { 11, 64, 1000 })
        {
            double[] weights = Windows.Create(window, length);

            Assert.Equal(gain, Windows.CoherentGain(weights), 1e-12);
            Assert.Equal(bandwidth, Windows.NoiseBandwidth(weights), 1e-6);
        }
    }

    [Theory]
    [InlineData(Window.Flattop, -0.000421051, -0.05473684)]
    [InlineData(Window.Rectangular, 1, 1)]
    [InlineData(Window.Hann, 0, 0.5)]
    [InlineData(Window.Hamming, 0.08, 0.54)]
    [InlineData(Window.Blackman, 0, 0.34)]
    [InlineData(Window.Gaussian, 3.7266531720786709e-06, 0.043936933623407417)]
    public void Create_IsPeriodic_LargestInTheMiddle(Window window, double first, double quarter)
    {
        double[] weights = Windows.Create(window, 16);

        Assert.Equal(first, weights[0], 1e-12);
        Assert.Equal(quarter, weights[4], 1e-12);
        Assert.Equal(1, weights[8], 1e-8);
        Assert.All(Enumerable.Range(1, 15), i => Assert.Equal(weights[i], weights[16 - i], 1e-12));
    }

    /// <summary>How much lower a line reads that falls between two points of the spectrum, in dB.</summary>
    [Theory]
    [InlineData(Window.Flattop, 0.01)]
    [InlineData(Window.Rectangular, 3.92)]
    [InlineData(Window.Hann, 1.42)]
    [InlineData(Window.Hamming, 1.75)]
    [InlineData(Window.Blackman, 1.10)]
    [InlineData(Window.Gaussian, 0.43)]
    public void ScallopingLoss_IsAsDocumented(Window window, double decibels)
    {
        double[] weights = Windows.Create(window, 4096);
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            (double sin, double cos) = double.SinCosPi((double)i / weights.Length);
            (real, imaginary) = (real + (weights[i] * cos), imaginary + (weights[i] * sin));
        }

        Assert.Equal(decibels, -20 * double.Log10(double.Hypot(real, imaginary) / weights.Sum()), 0.006);
    }

    [Fact]
    public void BadArguments_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Windows.Create(Window.Hann, 0));
        Assert.Throws<ArgumentOutOfRangeException>("window", () => Windows.Create((Window)99, 4));
        Assert.Throws<ArgumentException>("weights", () => Windows.NoiseBandwidth([]));
        Assert.Throws<ArgumentException>("weights", () => Windows.CoherentGain([]));
    }
}
