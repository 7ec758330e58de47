namespace Tutti.Cli.Plots;

/// <summary>Is a vertical line that points out one place of the horizontal axis.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="X">Where it stands, in the unit of the horizontal axis.</param>
internal sealed record PlotMarker(string Name, double X);
