namespace Tutti.Cli.Plots;

/// <summary>Is one curve: points in the order in which they are joined, or a cloud of points.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="X">Where the points stand, in the unit of the horizontal axis: [points].</param>
/// <param name="Y">How high they stand, in the unit of the vertical axis: [points]; a point that is not finite parts the curve.</param>
internal sealed record PlotSeries(string Name, ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y)
{
    /// <summary>Gets whether the curve is a model or a guide rather than data: it is drawn thin, dark and dashed.</summary>
    public bool IsModel { get; init; }

    /// <summary>Gets how large the points are drawn, in pixels, if they stand for themselves; zero if they are joined.</summary>
    public double DotSize { get; init; }
}
