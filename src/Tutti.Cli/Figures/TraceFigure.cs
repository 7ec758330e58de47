using Tutti.Cli.Plots;
using Tutti.Signals;

namespace Tutti.Cli.Figures;

/// <summary>Draws traces over their axis, such as those of an oscilloscope over time.</summary>
internal static class TraceFigure
{
    /// <summary>Makes the figure.</summary>
    /// <param name="title">What is seen.</param>
    /// <param name="subtitle">How it was taken.</param>
    /// <param name="quantity">What the traces are, such as "Voltage".</param>
    /// <param name="traces">The traces, all in one unit and over one axis, with what each is called.</param>
    /// <returns>The figure.</returns>
    public static Figure Of(string title, string subtitle, string quantity, params IReadOnlyList<(string Name, Trace<double> Trace)> traces)
    {
        Trace<double> first = traces[0].Trace;
        var y = new PlotAxis(quantity, first.Unit?.Symbol ?? "");
        double[] x = first.Axis.ToArray();
        IReadOnlyList<PlotSeries> series = [.. traces.Select(named => new PlotSeries(named.Name, x, named.Trace.Values))];
        return new Figure(title, AxisOf(first.Axis), [new PlotPanel(y, series)]) { Subtitle = subtitle };
    }

    /// <summary>Makes the horizontal axis of traces.</summary>
    /// <param name="axis">Their axis, in a unit without a prefix.</param>
    /// <returns>The axis of the plot.</returns>
    internal static PlotAxis AxisOf(Axis axis) =>
        new(string.Concat(char.ToUpperInvariant(axis.Name[0]).ToString(), axis.Name.AsSpan(1)), axis.Unit?.Symbol ?? "");
}
