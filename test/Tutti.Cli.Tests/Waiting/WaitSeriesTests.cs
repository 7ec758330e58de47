using Tutti.Cli.Waiting;

namespace Tutti.Cli.Tests.Waiting;

public sealed class WaitSeriesTests
{
    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.51, 3)]
    [InlineData(0.99, 4)]
    [InlineData(1, 4)]
    [InlineData(0.001, -1)]
    public void LatePercentile_FourWaits_IsTheSmallestThatSoManyDidNotExceed(double part, double expected)
    {
        WaitSeries series = Series.Of(asked: [100, 200, 300, 400], late: [3, -1, 4, 2]);

        Assert.Equal(expected, series.LatePercentile(part), 1e-9);
    }

    [Fact]
    public void LatePercentile_OneWait_IsThatOne()
    {
        Assert.Equal(7, Series.Of(asked: [1000], late: [7]).LatePercentile(0.5), 1e-9);
    }

    [Fact]
    public void LatePercentile_Hundred_LeavesOneAboveThe99th()
    {
        double[] late = [.. Enumerable.Range(1, 100).Select(i => (double)i)];

        WaitSeries series = Series.Of(asked: new double[100], late);

        Assert.Equal(99, series.LatePercentile(0.99));
        Assert.Equal(50, series.LatePercentile(0.5));
    }

    [Fact]
    public void EarlyCount_ExactlyAsLongAsAsked_IsNotEarly()
    {
        Assert.Equal(2, Series.Of(asked: [10, 10, 10, 10], late: [0, -0.1, 0.1, -10]).EarlyCount);
    }
}
