using Tutti.Cli.Display;
using Tutti.Cli.Tests.Support;

namespace Tutti.Cli.Tests.Display;

public sealed class DisplayTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public async Task Plain_Run_WritesLinesWithoutControlCharacters()
    {
        RunDisplay display = RunDisplay.For(CommandRun.PlainTerminal(_output, _output));

        await ShowAsync(display);

        Assert.Equal(
            """
            round 1, scope: 0.52 s
            what               measured
            frequency [raw]    100 Hz
            a long name of it  1
            done

            """,
            _output.ToString());
    }

    [Fact]
    public async Task Live_Run_DrawsBarsAndATable()
    {
        RunDisplay display = RunDisplay.For(new Terminal(_output, _output, isLive: true, () => CommandRun.CreateConsole(_output)));

        await ShowAsync(display);

        string text = _output.ToString();
        Assert.Contains("\u001b[", text, StringComparison.Ordinal);
        Assert.Contains("round 1, scope: 0.52 s", text, StringComparison.Ordinal);
        Assert.Contains("100%", text, StringComparison.Ordinal);
        Assert.Contains("frequency [raw]", text, StringComparison.Ordinal);
        Assert.Contains("╭", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_WorkThatFails_PassesTheErrorOn()
    {
        RunDisplay display = RunDisplay.For(new Terminal(_output, _output, isLive: true, () => CommandRun.CreateConsole(_output)));

        await Assert.ThrowsAsync<TimeoutException>(() => display.WatchAsync(sheet =>
        {
            sheet.Add("scope").Report(0.5);
            throw new TimeoutException("late");
        }, hidesDone: false));
    }

    private static async Task ShowAsync(RunDisplay display)
    {
        await display.WatchAsync(sheet =>
        {
            IProgressLine line = sheet.Add("round 1, scope");
            line.Report(0.5);
            line.Report(2);
            line.Complete("0.52 s");
            return Task.CompletedTask;
        }, hidesDone: false);
        var table = new ResultTable("what", "measured");
        table.Add(true, "frequency [raw]", "100 Hz");
        table.Add(false, "a long name of it", "1");
        display.Table(table);
        display.Line("done");
    }
}
