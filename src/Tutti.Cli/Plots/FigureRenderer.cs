namespace Tutti.Cli.Plots;

/// <summary>Lays a figure out and draws it.</summary>
internal sealed class FigureRenderer
{
    private const double TitleSize = 17;
    private const double TextSize = 12.5;
    private const double Edge = 18;
    private const double TickLength = 5;
    private const double LegendRow = 20;
    private const double PanelGap = 16;
    private const double CurvePadding = 0.06;
    private const double DotSpacing = 4;

    private readonly Figure _figure;
    private readonly PlotScale _x;
    private readonly IReadOnlyList<Tick> _xTicks;
    private readonly string _xLabel;
    private readonly List<PanelLayout> _panels = [];
    private readonly double _left;
    private readonly double _right;
    private readonly double _height;

    /// <summary>Lays a figure out.</summary>
    /// <param name="figure">The figure.</param>
    public FigureRenderer(Figure figure)
    {
        _figure = figure;
        _right = figure.Width - Edge - 10;
        double labels = figure.Panels.Max(panel => new PanelLayout(panel, 0, 0, figure.PanelHeight).LabelWidth);
        _left = Edge + TextSize + 10 + labels + TickLength + 4;
        double top = Edge + TitleSize + (figure.Subtitle.Length > 0 ? TextSize + 7 : 0) + 12;
        foreach (PlotPanel panel in figure.Panels)
        {
            double legend = LegendRow * Legend.Rows(panel, _right - _left);
            _panels.Add(new PanelLayout(panel, top, top + legend, top + legend + figure.PanelHeight));
            top += legend + figure.PanelHeight + PanelGap;
        }

        IEnumerable<ReadOnlyMemory<double>> xs = figure.Panels.SelectMany(panel => panel.Series).Select(series => series.X);
        _x = PlotScale.Fit(figure.XAxis, xs, 0, _left, _right);
        (_xTicks, _xLabel) = Ticks.Choose(figure.XAxis, _x, spacing: 72);
        _height = _panels[^1].Bottom + TickLength + TextSize + 8 + TextSize + 8 + Edge;
    }

    /// <summary>Draws the figure.</summary>
    /// <param name="canvas">Where to.</param>
    public void Draw(SvgCanvas canvas)
    {
        canvas.Begin(_figure.Width, _height, _figure.Title);
        canvas.Element("rect", ("width", "100%"), ("height", "100%"), ("fill", Palette.Background));
        DrawTitle(canvas);
        for (int i = 0; i < _panels.Count; i++)
        {
            DrawPanel(canvas, _panels[i], i);
        }

        DrawXLabels(canvas);
        canvas.End();
    }

    private static (string, string)[] TextStyle(string anchor) =>
        [("font-size", SvgCanvas.Number(TextSize)), ("fill", Palette.Text), ("text-anchor", anchor)];

    private void DrawTitle(SvgCanvas canvas)
    {
        double y = Edge + TitleSize - 3;
        canvas.Text(_figure.Title, _left, y, ("font-size", SvgCanvas.Number(TitleSize)), ("font-weight", "bold"), ("fill", Palette.Ink));
        if (_figure.Subtitle.Length > 0)
        {
            canvas.Text(_figure.Subtitle, _left, y + TextSize + 8, TextStyle("start"));
        }
    }

    private void DrawPanel(SvgCanvas canvas, PanelLayout panel, int index)
    {
        Legend.Draw(canvas, panel.Panel, _left, _right, panel.LegendTop + (TextSize / 2));
        DrawGrid(canvas, panel);
        string clip = $"panel{SvgCanvas.Number(index + 1)}";
        (string, string)[] box =
        [
            ("x", SvgCanvas.Number(_left)), ("y", SvgCanvas.Number(panel.Top)),
            ("width", SvgCanvas.Number(_right - _left)), ("height", SvgCanvas.Number(panel.Bottom - panel.Top)),
        ];
        canvas.BeginGroup("clipPath", ("id", clip));
        canvas.Element("rect", box);
        canvas.EndGroup();
        canvas.BeginGroup("g", ("clip-path", $"url(#{clip})"), ("fill", "none"), ("stroke-linejoin", "round"), ("stroke-linecap", "round"));
        DrawCurves(canvas, panel);
        canvas.EndGroup();
        canvas.Element("rect", [.. box, ("fill", "none"), ("stroke", Palette.Frame)]);
        DrawYLabels(canvas, panel);
    }

    private void DrawGrid(SvgCanvas canvas, PanelLayout panel)
    {
        // Minor lines first, so that the major ones stand above them.
        foreach (bool isMajor in (ReadOnlySpan<bool>)[false, true])
        {
            canvas.BeginGroup("g", ("stroke", isMajor ? Palette.MajorGrid : Palette.MinorGrid));
            foreach (Tick tick in _xTicks.Where(tick => tick.IsMajor == isMajor))
            {
                double x = _x.ToPixel(tick.Value);
                canvas.Line(x, panel.Top, x, panel.Bottom);
            }

            foreach (Tick tick in panel.Ticks.Where(tick => tick.IsMajor == isMajor))
            {
                double y = panel.Y.ToPixel(tick.Value);
                canvas.Line(_left, y, _right, y);
            }

            canvas.EndGroup();
        }
    }

    private void DrawCurves(SvgCanvas canvas, PanelLayout panel)
    {
        foreach (PlotMarker marker in panel.Panel.Markers)
        {
            double x = _x.ToPixel(marker.X);
            if (double.IsFinite(x))
            {
                canvas.Line(x, panel.Top, x, panel.Bottom, Legend.MarkerStyle);
            }
        }

        int colour = 0;
        foreach (PlotSeries series in panel.Panel.Series)
        {
            (string, string)[] style = Legend.StyleOf(series, colour);
            colour += series.IsModel ? 0 : 1;
            if (series.DotSize > 0)
            {
                canvas.Element("path", [("d", CurvePath.DotsOf(series, _x, panel.Y)), .. style]);
                continue;
            }

            string path = CurvePath.Of(series, _x, panel.Y);
            if (path.Length > 0)
            {
                canvas.Element("path", [("d", path), .. style]);
            }

            if (!series.IsModel && series.X.Length * DotSpacing < _x.Length)
            {
                string dots = CurvePath.DotsOf(series, _x, panel.Y);
                canvas.Element("path", ("d", dots), style[0], ("stroke-width", "4"));
            }
        }
    }

    private void DrawYLabels(SvgCanvas canvas, PanelLayout panel)
    {
        foreach (Tick tick in panel.Ticks.Where(tick => tick.IsMajor))
        {
            double y = panel.Y.ToPixel(tick.Value);
            canvas.Line(_left - TickLength, y, _left, y, ("stroke", Palette.Frame));
            canvas.Text(tick.Label, _left - TickLength - 4, y + (TextSize * 0.36), TextStyle("end"));
        }

        double x = Edge + (TextSize * 0.8);
        double middle = (panel.Top + panel.Bottom) / 2;
        string turn = $"rotate(-90 {SvgCanvas.Number(x)} {SvgCanvas.Number(middle)})";
        canvas.Text(panel.Label, x, middle, [("transform", turn), .. TextStyle("middle")]);
    }

    private void DrawXLabels(SvgCanvas canvas)
    {
        double bottom = _panels[^1].Bottom;
        double free = double.NegativeInfinity;
        foreach (Tick tick in _xTicks.Where(tick => tick.IsMajor))
        {
            double x = _x.ToPixel(tick.Value);
            double half = TextWidth.Of(tick.Label, TextSize) / 2;
            canvas.Line(x, bottom, x, bottom + TickLength, ("stroke", Palette.Frame));
            if (x - half >= free && x + half <= _figure.Width - 2)
            {
                canvas.Text(tick.Label, x, bottom + TickLength + TextSize + 3, TextStyle("middle"));
                free = x + half + (TextSize / 2);
            }
        }

        canvas.Text(_xLabel, (_left + _right) / 2, _height - Edge, TextStyle("middle"));
    }

    /// <summary>Is a panel with its place on the paper.</summary>
    private sealed class PanelLayout
    {
        public PanelLayout(PlotPanel panel, double legendTop, double top, double bottom)
        {
            Panel = panel;
            LegendTop = legendTop;
            Top = top;
            Bottom = bottom;
            Y = PlotScale.Fit(panel.YAxis, panel.Series.Select(series => series.Y), CurvePadding, bottom, top);
            (Ticks, Label) = Plots.Ticks.Choose(panel.YAxis, Y, spacing: 34);
        }

        public PlotPanel Panel { get; }

        public double LegendTop { get; }

        public double Top { get; }

        public double Bottom { get; }

        public PlotScale Y { get; }

        public IReadOnlyList<Tick> Ticks { get; }

        public string Label { get; }

        public double LabelWidth => Ticks.Select(tick => TextWidth.Of(tick.Label, TextSize)).DefaultIfEmpty(0).Max();
    }
}
