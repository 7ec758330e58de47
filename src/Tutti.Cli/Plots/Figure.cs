namespace Tutti.Cli.Plots;

/// <summary>Is a complete plot: a title and one or more panels over one horizontal axis.</summary>
/// <param name="Title">What is seen, in a few words.</param>
/// <param name="XAxis">The horizontal axis of all panels.</param>
/// <param name="Panels">The panels, from the top.</param>
internal sealed record Figure(string Title, PlotAxis XAxis, IReadOnlyList<PlotPanel> Panels)
{
    /// <summary>Gets a line beneath the title, such as the settings; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Gets the width in pixels (1/96 inch).</summary>
    public double Width { get; init; } = 860;

    /// <summary>Gets the height of one panel's axes in pixels.</summary>
    public double PanelHeight { get; init; } = Panels.Count > 1 ? 240 : 360;

    /// <summary>Writes the figure as a standalone SVG document in UTF-8.</summary>
    /// <param name="stream">Where to; stays open.</param>
    public void WriteSvg(Stream stream)
    {
        using var canvas = new SvgCanvas(stream);
        new FigureRenderer(this).Draw(canvas);
    }
}
