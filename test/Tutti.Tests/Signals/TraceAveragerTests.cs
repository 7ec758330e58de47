using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Signals;

public sealed class TraceAveragerTests
{
    [Fact]
    public void Add_UpToTheAverages_GivesTheMeanOfAll()
    {
        TraceAverager<Trace<double>> averager = new(4);

        double[] means = [.. new double[] { 4, 8, 3, 9 }.Select(value => averager.Add(Of(value))[0])];

        Assert.Equal([4, 6, 5, 6], means);
        Assert.Equal(4, averager.Count);
        Assert.Equal(Of(6), averager.Mean);
    }

    [Fact]
    public void Add_BeyondTheAverages_Moves()
    {
        TraceAverager<Trace<double>> averager = new(2);

        double[] means = [.. new double[] { 4, 8, 2, 12, 12 }.Select(value => averager.Add(Of(value))[0])];

        Assert.Equal([4, 6, 4, 8, 10], means);
        Assert.Equal(5, averager.Count);
    }

    [Fact]
    public void Add_OneAverage_GivesTheLatestItself()
    {
        TraceAverager<Trace<double>> averager = new(1);

        averager.Add(Of(1e300));

        Assert.Equal(Of(0.1), averager.Add(Of(0.1)));
    }

    [Fact]
    public void Add_ManyEqualTraces_StaysExact()
    {
        TraceAverager<Trace<double>> averager = new(1000);

        for (int i = 0; i < 2000; i++)
        {
            averager.Add(Of(0.1));
        }

        Assert.Equal(Of(0.1), averager.Mean);
    }

    [Fact]
    public void Add_AnotherAxis_ThrowsAndLeavesTheMean()
    {
        TraceAverager<Trace<double>> averager = new(4);
        averager.Add(Of(1));

        Assert.Throws<ArgumentException>(() => averager.Add(new Trace<double>(Axis.Uniform("time", 0 * s, 2 * s, 3), new double[3], V)));

        Assert.Equal(1, averager.Count);
        Assert.Equal(Of(1), averager.Mean);
    }

    [Fact]
    public void Reset_BeginsAnew()
    {
        TraceAverager<Trace<double>> averager = new(4);
        averager.Add(Of(1));

        averager.Reset();

        Assert.Equal(0, averager.Count);
        Assert.Null(averager.Mean);
        Assert.Equal(Of(5), averager.Add(Of(5)));
    }

    [Fact]
    public void Constructor_NoAverages_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new TraceAverager<Trace<double>>(0));

    private static Trace<double> Of(double value) => new(Axis.Uniform("time", 0 * s, 1 * s, 3), new[] { value, value, value }, V);
}
