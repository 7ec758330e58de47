using System.Xml.Linq;
using Tutti.Cli.Figures;
using Tutti.Cli.Plots;
using Tutti.Cli.Tests.Waiting;
using Tutti.Cli.Waiting;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Tests.Figures;

public sealed class WaitFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly double[] Asked = [.. Enumerable.Range(0, 200).Select(i => i * 25.0)];

    private readonly WaitSettings _settings = new(200, 5 * ms, 1);
    private readonly WaitSeries _idle = Series.Of(Asked, [.. Asked.Select(_ => 0.6)]);
    private readonly WaitSeries _loaded = Series.Of(Asked, [.. Asked.Select((_, i) => i == 100 ? 20_000 : -3.0)], isLoaded: true);

    [Fact]
    public void Of_IdleAndLoaded_AreDotsInTwoColoursAroundADiagonal()
    {
        XElement svg = Draw(WaitFigure.Of([_idle, _loaded], _settings));

        XElement[] paths = [.. svg.Descendants(Svg + "path")];
        Assert.Equal(3, paths.Length);
        Assert.Matches("^M[0-9.]+ [0-9.]+L[0-9.]+ [0-9.]+$", paths[0].Attribute("d")!.Value);
        Assert.All(paths[1..], path => Assert.Matches("^(M[0-9.-]+ [0-9.-]+h0){200}$", path.Attribute("d")!.Value));
        Assert.NotEqual(paths[1].Attribute("stroke")!.Value, paths[2].Attribute("stroke")!.Value);
    }

    [Fact]
    public void Of_IdleAndLoaded_SaysWhatIsSeen()
    {
        string[] texts = [.. Draw(WaitFigure.Of([_idle, _loaded], _settings)).Descendants(Svg + "text").Select(text => text.Value)];

        Assert.Contains("Waiting by Task.Delay", texts);
        Assert.Contains("200 waits each of 0 to 5 ms, seed 1; 1 beyond, up to 22.5 ms", texts);
        Assert.Contains("Asked (ms)", texts);
        Assert.Contains("Measured (ms)", texts);
        Assert.Contains("measured = asked", texts);
        Assert.Contains("idle: late by 0.6 µs (p50), 0.6 µs (p99)", texts);
        Assert.Contains("sine job: late by −3.0 µs (p50), −3.0 µs (p99)", texts);
    }

    [Fact]
    public void Of_Figure_ShowsTheWholeDiagonalAndWhat99PercentNeed()
    {
        Figure figure = WaitFigure.Of([_idle], _settings);

        Assert.Equal((0, 0.005), (figure.XAxis.Minimum!.Value, figure.XAxis.Maximum!.Value));
        Assert.Equal(0.0055, figure.Panels[0].YAxis.Maximum!.Value, 1e-6);
        Assert.DoesNotContain("beyond", figure.Subtitle, StringComparison.Ordinal);
    }

    private static XElement Draw(Figure figure)
    {
        using var stream = new MemoryStream();
        figure.WriteSvg(stream);
        stream.Position = 0;
        return XElement.Load(stream);
    }
}
