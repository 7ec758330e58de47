using Tutti.Cli.Display;
using Tutti.Cli.Tests.Support;
using Tutti.Cli.Waiting;

namespace Tutti.Cli.Tests.Waiting;

public sealed class WaitReportTests
{
    [Fact]
    public void Show_IdleAndLoaded_IsATableWithNumbersOnTheRight()
    {
        using StringWriter output = new() { NewLine = "\n" };
        WaitSeries idle = Series.Of(asked: [1000, 2000], late: [-450.4, 0.64]);
        WaitSeries loaded = Series.Of(asked: [1000, 2000], late: [99.9, 2312.4], isLoaded: true);

        WaitReport.Show(RunDisplay.For(CommandRun.PlainTerminal(output, output)), [idle, loaded], 117_000.4);

        Assert.Equal(
            """
            method      load      late p50  late p99  early    cpu   jobs/s
            Task.Delay  idle       -450 µs    0.6 µs      1    3 %
            Task.Delay  sine job   99.9 µs  2,312 µs      0  102 %  112,346
            Task.Delay is early at the median: it awaits a timer of .NET; takes whole milliseconds and drops the rest.
            Without any waits the loop does 117,000 jobs/s.

            """,
            output.ToString());
    }

    [Theory]
    [InlineData(-1.1, -2, 1)]
    [InlineData(3, -1.1, 1)]
    [InlineData(-0.9, 3, 0)]
    public void Show_MethodThatIsEarly_SaysOnceWhy(double idle, double loaded, int times)
    {
        using StringWriter output = new() { NewLine = "\n" };
        WaitSeries[] all = [Series.Of(asked: [1000], late: [idle]), Series.Of(asked: [1000], late: [loaded], isLoaded: true)];

        WaitReport.Show(RunDisplay.For(CommandRun.PlainTerminal(output, output)), all, 1000);

        Assert.Equal(times, output.ToString().Split('\n').Count(line => line.StartsWith("Task.Delay is early", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, "0.0 µs")]
    [InlineData(-0.04, "0.0 µs")]
    [InlineData(99.94, "99.9 µs")]
    [InlineData(99.96, "100 µs")]
    [InlineData(-12345.6, "-12,346 µs")]
    public void Microseconds_AnyNumber_HasFewDigits(double value, string expected)
    {
        Assert.Equal(expected, WaitReport.Microseconds(value));
    }
}
