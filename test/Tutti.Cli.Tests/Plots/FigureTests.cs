using System.Globalization;
using System.Xml.Linq;
using Tutti.Cli.Plots;

namespace Tutti.Cli.Tests.Plots;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void WriteSvg_ScopeTrace_IsOneCompleteDocument()
    {
        XElement svg = Draw(CreateScope());

        Assert.Equal(Svg + "svg", svg.Name);
        Assert.Equal("Scope & <trace>", svg.Element(Svg + "title")!.Value);
        Assert.Equal(2, svg.Descendants(Svg + "path").Count());
        Assert.Contains("Time (µs)", Texts(svg));
        Assert.Contains("Voltage (mV)", Texts(svg));
        Assert.Contains("channel 1", Texts(svg));
    }

    [Fact]
    public void WriteSvg_CultureWithDecimalComma_WritesPoints()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        string expected = Draw(CreateScope()).ToString();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = comma;

            Assert.Equal(expected, Draw(CreateScope()).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void WriteSvg_TwoPanels_ShareTheHorizontalAxis()
    {
        double[] f = [1e4, 1e5, 1e6];
        PlotPanel magnitude = new(new PlotAxis("Magnitude", "dB"), [new PlotSeries("measured", f, (double[])[0, -3, -40])]);
        PlotPanel phase = new(new PlotAxis("Phase", "deg"), [new PlotSeries("measured", f, (double[])[0, -90, -180])]);

        XElement svg = Draw(new Figure("Bode", new PlotAxis("Frequency", "Hz") { IsLogarithmic = true }, [magnitude, phase]));

        string[] starts = [.. svg.Descendants(Svg + "path").Select(path => path.Attribute("d")!.Value.Split(' ')[0])];
        Assert.Equal(4, starts.Length);             // for each panel its line and, since they are few, its points
        Assert.Single(starts.Distinct());
        Assert.Single(Texts(svg), "Frequency");
        Assert.Contains("−135", Texts(svg));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(-123456.7, 1e5)]
    [InlineData(1e-9, 1.0000001e-9)]
    public void WriteSvg_AnyRange_KeepsLabelsApartAndOnThePaper(double low, double high)
    {
        double[] ends = [low, high];
        PlotPanel panel = new(new PlotAxis("Voltage", "V"), [new PlotSeries("s", ends, ends)]);
        var figure = new Figure("Range", new PlotAxis("Time", "s"), [panel]);

        XElement svg = Draw(figure);

        double free = 0;
        double row = Labels(svg).Max(label => label.Y) - 20.5;
        foreach ((string text, double x, _) in Labels(svg).Where(label => label.Y > row - 5 && label.Y < row + 5))
        {
            double half = TextWidth.Of(text, 12.5) / 2;
            Assert.True(x - half >= free, $"'{text}' overlaps");
            free = x + half;
        }

        Assert.InRange(free, 0, figure.Width);
    }

    [Fact]
    public void WriteSvg_WithoutData_DrawsTheEmptyAxes()
    {
        var x = new PlotAxis("Frequency", "Hz") { IsLogarithmic = true };

        XElement svg = Draw(new Figure("Empty", x, [new PlotPanel(new PlotAxis("Voltage", "V"), [])]));

        Assert.Empty(svg.Descendants(Svg + "path"));
        Assert.NotEmpty(Labels(svg));
    }

    [Fact]
    public void WriteSvg_ControlCharacterInTitle_IsLeftOut()
    {
        XElement svg = Draw(CreateScope() with { Title = "a\u0001b" });

        Assert.Contains("ab", Texts(svg));
    }

    private static Figure CreateScope()
    {
        double[] time = [.. Enumerable.Range(-500, 1000).Select(i => i * 1.5e-6)];
        double[] wave = [.. time.Select(t => 0.25 * Math.Sin(2 * Math.PI * 2e3 * t))];
        double[] half = [.. wave.Select(v => v / 2)];
        PlotSeries[] channels = [new("channel 1", time, wave), new("channel 2", time, half)];
        return new Figure("Scope & <trace>", new PlotAxis("Time", "s"), [new PlotPanel(new PlotAxis("Voltage", "V"), channels)]);
    }

    private static XElement Draw(Figure figure)
    {
        using var stream = new MemoryStream();
        figure.WriteSvg(stream);
        stream.Position = 0;
        return XElement.Load(stream);
    }

    private static IEnumerable<string> Texts(XElement svg) => svg.Descendants(Svg + "text").Select(text => text.Value);

    private static IEnumerable<(string Text, double X, double Y)> Labels(XElement svg) =>
        svg.Descendants(Svg + "text").Select(text => (text.Value, (double)text.Attribute("x")!, (double)text.Attribute("y")!));
}
