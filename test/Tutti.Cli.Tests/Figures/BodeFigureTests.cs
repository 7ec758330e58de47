using System.Numerics;
using Tutti.Cli.Figures;
using Tutti.Cli.Plots;
using Tutti.Quantities;
using Tutti.Signals;

namespace Tutti.Cli.Tests.Figures;

public sealed class BodeFigureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Of_Resonance_DrawsTheModelOnTheData(double sign)
    {
        double[] frequencies = [.. Enumerable.Range(0, 201).Select(i => 1e4 * Math.Pow(100, i / 200.0))];
        Complex[] values = [.. frequencies.Select(f => sign / new Complex(1, 20 * ((f / 1e5) - (1e5 / f))))];
        var trace = new Trace<Complex>(Axis.FromPoints("frequency", frequencies, Unit.Hertz), values, null);

        Figure figure = BodeFigure.Of("Bode", "", trace, isLogarithmic: true, ResonanceFit.Of(trace));

        Assert.Equal(2, figure.Panels.Count);
        Assert.True(figure.XAxis is { Label: "Frequency", Unit: "Hz", IsLogarithmic: true });
        foreach (PlotPanel panel in figure.Panels)
        {
            Assert.Equal(["measured", "fit: 100.00 kHz, Q = 20.00"], panel.Series.Select(series => series.Name));
            Assert.Equal([false, true], panel.Series.Select(series => series.IsModel));
            Assert.Equal(panel.Series[0].Y.Span[100], panel.Series[1].Y.Span[400], 1e-3);
            Assert.Equal(panel.Series[0].Y.Span[0], panel.Series[1].Y.Span[0], 1e-3);
        }
    }

    [Fact]
    public void Of_WithoutResonance_DrawsTheDataAlone()
    {
        var trace = new Trace<Complex>(Axis.FromPoints("frequency", (double[])[1, 2], Unit.Hertz), (Complex[])[1, 1], null);

        Figure figure = BodeFigure.Of("Bode", "", trace, isLogarithmic: false, resonance: null);

        Assert.All(figure.Panels, panel => Assert.Single(panel.Series));
        Assert.False(figure.XAxis.IsLogarithmic);
    }
}
