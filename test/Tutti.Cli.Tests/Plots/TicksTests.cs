using Tutti.Cli.Plots;

namespace Tutti.Cli.Tests.Plots;

public sealed class TicksTests
{
    private const double Spacing = 70;

    [Theory]
    [InlineData("s", 0, 1e-3, "Time (ms)", "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1.0")]
    [InlineData("s", -520e-6, 520e-6, "Time (µs)", "−500 −400 −300 −200 −100 0 100 200 300 400 500")]
    [InlineData("V", -0.25, 0.25, "Time (mV)", "−250 −200 −150 −100 −50 0 50 100 150 200 250")]
    [InlineData("dB", -52, 3, "Time (dB)", "−50 −45 −40 −35 −30 −25 −20 −15 −10 −5 0")]
    [InlineData("deg", -200, 100, "Time (deg)", "−180 −135 −90 −45 0 45 90")]
    [InlineData("", 0, 8e7, "Time (10⁶)", "0 10 20 30 40 50 60 70 80")]
    [InlineData("", 0, 8, "Time", "0 1 2 3 4 5 6 7 8")]
    public void Choose_LinearAxis_TakesRoundNumbersAndOnePrefix(string unit, double low, double high, string label, string labels)
    {
        var axis = new PlotAxis("Time", unit);

        (IReadOnlyList<Tick> ticks, string name) = Ticks.Choose(axis, new PlotScale(low, high, false, 0, 780), Spacing);

        Assert.Equal(label, name);
        Assert.Equal(labels, string.Join(' ', ticks.Select(tick => tick.Label)));
    }

    [Theory]
    [InlineData(1e3, 1e7, "1 kHz|10 kHz|100 kHz|1 MHz|10 MHz", 37)]
    [InlineData(1e4, 1e6, "10 kHz|20 kHz|50 kHz|100 kHz|200 kHz|500 kHz|1 MHz", 19)]
    [InlineData(2e4, 1.5e5, "20 kHz|30 kHz|40 kHz|50 kHz|70 kHz|100 kHz", 9)]
    [InlineData(99.5e3, 100.5e3, "99.6 kHz|99.8 kHz|100 kHz|100.2 kHz|100.4 kHz", 5)]
    [InlineData(1.00000001e4, 9.9999999e5, "10 kHz|20 kHz|50 kHz|100 kHz|200 kHz|500 kHz|1 MHz", 19)]
    [InlineData(1, 1e20, "1 Hz|1 kHz|1 MHz|1 GHz|1 THz|1 PHz|1 EHz", 21)]
    public void Choose_LogarithmicAxis_LabelsWithUnitsAndDividesDecades(double low, double high, string labels, int count)
    {
        var axis = new PlotAxis("Frequency", "Hz") { IsLogarithmic = true };

        (IReadOnlyList<Tick> ticks, string name) = Ticks.Choose(axis, new PlotScale(low, high, true, 0, 700), Spacing);

        Assert.Equal("Frequency", name);
        Assert.Equal(labels, string.Join('|', ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label)).Replace('\u00a0', ' '));
        Assert.Equal(count, ticks.Count);
    }

    [Fact]
    public void Choose_AnyRange_GivesAFewAscendingTicksInside()
    {
        var random = new Random(20260801);
        for (int i = 0; i < 10_000; i++)
        {
            bool isLogarithmic = random.Next(2) == 0;
            double low = Math.Pow(10, (random.NextDouble() * 40) - 20) * (isLogarithmic || random.Next(2) == 0 ? 1 : -1);
            double high = low + (Math.Abs(low) * Math.Pow(10, (random.NextDouble() * 12) - 6));
            var scale = new PlotScale(low, high, isLogarithmic, 0, 700);

            (IReadOnlyList<Tick> ticks, _) = Ticks.Choose(new PlotAxis("x", "V") { IsLogarithmic = isLogarithmic }, scale, Spacing);

            string range = FormattableString.Invariant($"{low:R} .. {high:R}, {(isLogarithmic ? "logarithmic" : "linear")}");
            Assert.True(ticks.Count(tick => tick.IsMajor) is >= 2 and <= 12, range);
            Assert.True(ticks.Select(tick => tick.Value).Distinct().Count() == ticks.Count, range);
            string[] labels = [.. ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label)];
            Assert.True(labels.Distinct().Count() == labels.Length, range);
            Assert.All(ticks, tick => Assert.InRange(scale.ToPixel(tick.Value), -0.11, 700.11));
        }
    }

    [Theory]
    [InlineData(-1.5, 1, "−1.5")]
    [InlineData(-0.0, 1, "0.0")]
    [InlineData(-1e-12, 2, "0.00")]
    [InlineData(2, 0, "2")]
    public void Format_AnyNumber_HasATrueMinusAndNoNegativeZero(double value, int decimals, string expected)
    {
        Assert.Equal(expected, Ticks.Format(value, decimals));
    }
}
