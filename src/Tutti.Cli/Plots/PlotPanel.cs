namespace Tutti.Cli.Plots;

/// <summary>Is one pair of axes with its curves; the panels of a figure stand above each other and share their horizontal axis.</summary>
/// <param name="YAxis">The vertical axis.</param>
/// <param name="Series">The curves, in the order in which they are drawn.</param>
internal sealed record PlotPanel(PlotAxis YAxis, IReadOnlyList<PlotSeries> Series)
{
    /// <summary>Gets the places that are pointed out.</summary>
    public IReadOnlyList<PlotMarker> Markers { get; init; } = [];

    /// <summary>Gets whether the names of the curves stand above the panel.</summary>
    /// <value>Default true. A panel whose curves bear the names of those in the one above needs none.</value>
    public bool HasLegend { get; init; } = true;
}
