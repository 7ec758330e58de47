using System.Globalization;
using Tutti.Cli.Plots;
using Tutti.Cli.Waiting;

namespace Tutti.Cli.Figures;

/// <summary>Draws the waits of one method: the measured over the asked time, as dots around the diagonal.</summary>
internal static class WaitFigure
{
    private const double Headroom = 1.1;
    private const double IdleDot = 8;
    private const double LoadedDot = 4.4;

    /// <summary>Makes the figure.</summary>
    /// <param name="all">What the method gave, idle and loaded or only idle.</param>
    /// <param name="settings">Which waits there are.</param>
    /// <returns>The figure, with as much above the diagonal as 99 % of the waits need; how many are beyond is said.</returns>
    public static Figure Of(IReadOnlyList<WaitSeries> all, WaitSettings settings)
    {
        double longest = settings.Longest.ToTimeSpan().TotalSeconds;
        double height = Headroom * Math.Max(longest, all.Max(series => Percentile(series.MeasuredMicroseconds, 0.99)) / 1e6);
        double[] ends = [0, longest];
        IReadOnlyList<PlotSeries> drawn =
        [
            new PlotSeries("measured = asked", ends, ends) { IsModel = true },
            .. all.Select(Dots),
        ];
        int beyond = all.Sum(series => series.MeasuredMicroseconds.Count(measured => measured / 1e6 > height));
        double largest = all.Max(series => series.MeasuredMicroseconds.Max()) / 1000;
        string outside = beyond == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {beyond} beyond, up to {largest:0.0} ms");
        return new Figure(
            $"Waiting by {all[0].Method.Name}",
            new PlotAxis("Asked", "s") { Minimum = 0, Maximum = longest },
            [new PlotPanel(new PlotAxis("Measured", "s") { Minimum = 0, Maximum = height }, drawn)])
        {
            Subtitle = FormattableString.Invariant(
                $"{settings.Waits} waits each of 0 to {settings.Longest}, seed {settings.Seed}{outside}"),
            Width = 620,
            PanelHeight = 500,
        };
    }

    private static PlotSeries Dots(WaitSeries series)
    {
        string half = Microseconds(series.LatePercentile(0.5));
        string most = Microseconds(series.LatePercentile(0.99));
        string name = $"{series.Load}: late by {half} (p50), {most} (p99)";
        return new PlotSeries(name, Seconds(series.AskedMicroseconds), Seconds(series.MeasuredMicroseconds))
        {
            DotSize = series.IsLoaded ? LoadedDot : IdleDot,    // the loaded ones lie on the idle ones, and both are seen
        };
    }

    private static string Microseconds(double value) => WaitReport.Microseconds(value).Replace('-', '\u2212');

    private static double[] Seconds(IReadOnlyList<double> microseconds) => [.. microseconds.Select(value => value / 1e6)];

    private static double Percentile(IReadOnlyList<double> values, double part) =>
        values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(part * values.Count) - 1));
}
