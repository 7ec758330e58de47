namespace Tutti.Cli.Plots;

/// <summary>Draws the names of a panel's curves above the panel, where they never cover data.</summary>
internal static class Legend
{
    private const double TextSize = 12.5;
    private const double SampleLength = 22;
    private const double SampleGap = 7;
    private const double DotHalf = 0.01;        // a line of no length is not drawn everywhere
    private const double EntryGap = 22;
    private const double RowHeight = 20;

    /// <summary>Gets how a model is drawn.</summary>
    public static (string Name, string Value)[] ModelStyle =>
        [("stroke", Palette.Ink), ("stroke-width", "1.1"), ("stroke-dasharray", "5 4")];

    /// <summary>Gets how a marker is drawn.</summary>
    public static (string Name, string Value)[] MarkerStyle =>
        [("stroke", Palette.Frame), ("stroke-width", "1.2"), ("stroke-dasharray", "2 3")];

    /// <summary>Gives how a series is drawn.</summary>
    /// <param name="series">The series.</param>
    /// <param name="index">Its place among the data of its panel.</param>
    /// <returns>The attributes; points that stand for themselves shine through each other a little.</returns>
    public static (string Name, string Value)[] StyleOf(PlotSeries series, int index) =>
        series.IsModel ? ModelStyle
        : series.DotSize > 0
            ? [("stroke", Palette.Curve(index)), ("stroke-width", SvgCanvas.Number(series.DotSize)), ("stroke-opacity", "0.8")]
        : [("stroke", Palette.Curve(index)), ("stroke-width", "1.5")];

    /// <summary>Says how many rows a panel's legend takes.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="width">The room in pixels.</param>
    /// <returns>The rows; none where there is nothing to tell apart.</returns>
    public static int Rows(PlotPanel panel, double width) => Arrange(panel, width).Select(entry => entry.Row + 1).DefaultIfEmpty(0).Max();

    /// <summary>Draws a panel's legend.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="left">The left end of the room, in pixels.</param>
    /// <param name="right">Its right end.</param>
    /// <param name="y">The middle of the first row.</param>
    public static void Draw(SvgCanvas canvas, PlotPanel panel, double left, double right, double y)
    {
        foreach ((string name, (string, string)[] style, bool isDot, double offset, int row) in Arrange(panel, right - left))
        {
            double x = left + offset;
            double middle = y + (row * RowHeight);
            double half = isDot ? DotHalf : SampleLength / 2;
            double centre = x + (SampleLength / 2);
            canvas.Line(centre - half, middle, centre + half, middle, [.. style, ("stroke-linecap", "round")]);
            canvas.Text(
                name,
                x + SampleLength + SampleGap,
                middle + (TextSize * 0.36),
                ("font-size", SvgCanvas.Number(TextSize)),
                ("fill", Palette.Text));
        }
    }

    private static List<(string Name, (string, string)[] Style, bool IsDot, double Offset, int Row)> Arrange(PlotPanel panel, double width)
    {
        List<(string, (string, string)[], bool, double, int)> entries = [];
        if (!panel.HasLegend || panel.Series.Count + panel.Markers.Count < 2)
        {
            return entries;
        }

        int colour = 0;
        double offset = 0;
        int row = 0;
        IEnumerable<(string Name, (string, string)[] Style, bool IsDot)> named =
        [
            .. panel.Series.Select(series => (series.Name, StyleOf(series, series.IsModel ? 0 : colour++), series.DotSize > 0)),
            .. panel.Markers.Select(marker => (marker.Name, MarkerStyle, false)),
        ];
        foreach ((string name, (string, string)[] style, bool isDot) in named)
        {
            double length = SampleLength + SampleGap + TextWidth.Of(name, TextSize);
            if (offset > 0 && offset + length > width)
            {
                offset = 0;
                row++;
            }

            entries.Add((name, style, isDot, offset, row));
            offset += length + EntryGap;
        }

        return entries;
    }
}
