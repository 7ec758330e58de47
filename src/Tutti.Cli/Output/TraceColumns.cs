using System.Numerics;
using Tutti.Signals;

namespace Tutti.Cli.Output;

/// <summary>Makes the columns of a table from traces.</summary>
internal static class TraceColumns
{
    /// <summary>Makes the columns of traces over one axis: the axis, then one for each.</summary>
    /// <param name="traces">The traces, all over the same axis, with what each is called.</param>
    /// <returns>The columns.</returns>
    public static IReadOnlyList<CsvColumn> Of(params IReadOnlyList<(string Name, Trace<double> Trace)> traces) =>
        [OfAxis(traces[0].Trace.Axis), .. traces.Select(named => OfTrace(named.Name, named.Trace))];

    /// <summary>Makes the columns of a complex trace: the axis, both parts, magnitude and phase.</summary>
    /// <param name="trace">The trace.</param>
    /// <returns>The columns; the phase is from -180 to 180 degrees.</returns>
    public static IReadOnlyList<CsvColumn> Of(Trace<Complex> trace)
    {
        string unit = trace.Unit?.Symbol ?? "";
        return
        [
            OfAxis(trace.Axis),
            new CsvColumn("real", unit, trace.Values.ToArray().Select(value => value.Real).ToArray()),
            new CsvColumn("imaginary", unit, trace.Values.ToArray().Select(value => value.Imaginary).ToArray()),
            new CsvColumn("magnitude", "dB", trace.MagnitudeInDecibel().Values),
            new CsvColumn("phase", "deg", trace.PhaseInDegrees().Values),
        ];
    }

    private static CsvColumn OfTrace(string name, Trace<double> trace) => new(name, trace.Unit?.Symbol ?? "", trace.Values);

    private static CsvColumn OfAxis(Axis axis) => new(axis.Name, axis.Unit?.Symbol ?? "", axis.ToArray());
}
