using System.Numerics;
using Tutti.Cli.Output;
using Tutti.Quantities;
using Tutti.Signals;

namespace Tutti.Cli.Tests.Output;

public sealed class TraceColumnsTests
{
    [Fact]
    public void Of_TwoChannels_HasTheirTimeOnce()
    {
        Axis time = Axis.Uniform("time", new Quantity(-1, Unit.Second), new Quantity(0.5, Unit.Second), 2);

        IReadOnlyList<CsvColumn> columns = TraceColumns.Of(
            ("channel 1", new Trace<double>(time, (double[])[1, 2], Unit.Volt)),
            ("channel 2", new Trace<double>(time, (double[])[3, 4], Unit.Volt)));

        Assert.Equal(["time (s)", "channel 1 (V)", "channel 2 (V)"], columns.Select(column => column.Header));
        Assert.Equal([-1, -0.5], columns[0].Values.ToArray());
        Assert.Equal([3, 4], columns[2].Values.ToArray());
    }

    [Fact]
    public void Of_ComplexTrace_HasItsPartsMagnitudeAndPhase()
    {
        Axis frequency = Axis.FromPoints("frequency", (double[])[1e3, 2e3], Unit.Hertz);

        IReadOnlyList<CsvColumn> columns = TraceColumns.Of(new Trace<Complex>(frequency, (Complex[])[new(0, -0.1), new(-10, 0)], null));

        Assert.Equal(["frequency (Hz)", "real", "imaginary", "magnitude (dB)", "phase (deg)"], columns.Select(column => column.Header));
        Assert.Equal([0, -10], columns[1].Values.ToArray());
        Assert.Equal([-0.1, 0], columns[2].Values.ToArray());
        Assert.Equal([-20, 20], columns[3].Values.ToArray().Select(value => Math.Round(value, 9)));
        Assert.Equal([-90, 180], columns[4].Values.ToArray().Select(value => Math.Round(value, 9)));
    }
}
