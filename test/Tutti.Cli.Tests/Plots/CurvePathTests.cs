using System.Globalization;
using Tutti.Cli.Plots;

namespace Tutti.Cli.Tests.Plots;

public sealed class CurvePathTests
{
    private static readonly PlotScale Y = new(-1, 1, false, 200, 0);

    [Fact]
    public void Of_FewPoints_JoinsThemAll()
    {
        var series = new PlotSeries("s", (double[])[0, 1, 2], (double[])[0, 1, -1]);

        Assert.Equal("M0 100L50 0L100 200", CurvePath.Of(series, Scale(2), Y));
    }

    [Fact]
    public void Of_PointThatCannotBeShown_PartsTheCurve()
    {
        var series = new PlotSeries("s", (double[])[0, 1, 2, 3, 4], (double[])[0, 0, double.NaN, 1, double.NegativeInfinity]);

        Assert.Equal("M0 100L25 100M73.5 0h3", CurvePath.Of(series, Scale(4), Y));
    }

    [Fact]
    public void Of_ZeroOnALogarithmicScale_IsLeftOut()
    {
        var x = new PlotScale(1, 100, true, 0, 100);
        var series = new PlotSeries("s", (double[])[0, 1, 10], (double[])[0, 0, 0]);

        Assert.Equal("M0 100L50 100", CurvePath.Of(series, x, Y));
    }

    [Fact]
    public void Of_ManyPoints_KeepsEverySpikeAndFourPointsAColumn()
    {
        double[] x = [.. Enumerable.Range(0, 1_000_000)];
        var y = new double[x.Length];
        y[123_456] = 1;
        y[123_460] = -1;

        (double X, double Y)[] points = Points(CurvePath.Of(new PlotSeries("s", x, y), Scale(x.Length), Y));

        Assert.InRange(points.Length, 100, 400);
        Assert.Equal(0, points.Min(point => point.Y));
        Assert.Equal(200, points.Max(point => point.Y));
        Assert.Equal(points.OrderBy(point => point.X), points);
    }

    [Fact]
    public void Of_ManyPointsAsSawtooth_CoversEachColumnWhole()
    {
        double[] x = [.. Enumerable.Range(0, 16_384)];
        double[] y = [.. x.Select(value => value % 3 == 0 ? 1.0 : value % 3 == 1 ? -1 : 0)];

        (double X, double Y)[] points = Points(CurvePath.Of(new PlotSeries("s", x, y), Scale(x.Length), Y));

        foreach (IGrouping<int, (double X, double Y)> column in points.GroupBy(point => (int)point.X))
        {
            Assert.Equal(0, column.Min(point => point.Y));
            Assert.Equal(200, column.Max(point => point.Y));
        }
    }

    [Fact]
    public void Of_ValueFarOutside_IsCutToShortNumbers()
    {
        var series = new PlotSeries("s", (double[])[0, 1], (double[])[0, 1e300]);

        Assert.Equal("M0 100L100 -2000", CurvePath.Of(series, Scale(1), Y));
    }

    private static PlotScale Scale(double maximum) => new(0, maximum, false, 0, 100);

    private static (double X, double Y)[] Points(string path) =>
        [.. path.Split('M', 'L').Skip(1).Select(point => point.Split(' ')).Select(pair => (Number(pair[0]), Number(pair[1])))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
