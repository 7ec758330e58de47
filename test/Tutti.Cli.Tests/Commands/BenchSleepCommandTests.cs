using System.Text.Json;
using System.Xml.Linq;
using Tutti.Cli.Commands;
using Tutti.Cli.Tests.Support;
using Tutti.Cli.Waiting;
using Tutti.Execution;

namespace Tutti.Cli.Tests.Commands;

public sealed class BenchSleepCommandTests : IDisposable
{
    private static readonly string[] Few = ["bench", "sleep", "--waits", "5", "--longest", "0.2 ms", "--seed", "7"];

    private readonly ScratchFolder _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FewWaits_ShowsEveryMethodIdleAndLoaded()
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, Few);

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(WaitMethods.All, method =>
        {
            Assert.Matches($"(?m)^{method.Name}: [0-9.]+ s", run.Output);
            Assert.Matches($"(?m)^{method.Name} +idle +[-0-9,.]+ µs +[-0-9,.]+ µs +[0-5] +[0-9]+ %", run.Output);
            Assert.Matches($"(?m)^{method.Name} +sine job +[-0-9,.]+ µs +[-0-9,.]+ µs +[0-5] +[0-9]+ % +[0-9,]+", run.Output);
        });
        Assert.Contains("Without any waits the loop does ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nSaved in ", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FewWaits_SavesTablesPlotsAndHowItWasMade()
    {
        await CommandRun.Of(_scratch.Path, Cancellation, Few);

        string folder = Assert.Single(Directory.GetDirectories(_scratch.Path));
        string[] expected = ["results.json", "settings.json", .. WaitMethods.All.SelectMany(Files)];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Names(folder));
        Assert.All(WaitMethods.All, method =>
        {
            string[] lines = File.ReadAllLines(Path.Combine(folder, $"{method.FileName}.csv"));
            Assert.Equal("asked (ms),measured idle (ms),measured sine job (ms)", lines[0]);
            Assert.Equal(6, lines.Length);
            Assert.Equal("svg", XElement.Load(Path.Combine(folder, $"{method.FileName}.svg")).Name.LocalName);
        });
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "settings.json"), Cancellation));
        Assert.Equal(5, settings.RootElement.GetProperty("waits").GetInt32());
        Assert.Equal("0.2 ms", settings.RootElement.GetProperty("longest").GetString());
        Assert.Equal(7, settings.RootElement.GetProperty("seed").GetInt32());
        Assert.Equal(!Asynchrony.IsDisabled, settings.RootElement.GetProperty("asynchrony").GetBoolean()); // the switch itself
        Assert.Equal(Environment.ProcessorCount, settings.RootElement.GetProperty("machine").GetProperty("processors").GetInt32());
    }

    [Fact]
    public async Task RunAsync_FewWaits_SavesResultsInWhichTuttisWaitsAreNeverEarly()
    {
        await CommandRun.Of(_scratch.Path, Cancellation, Few);

        string folder = Assert.Single(Directory.GetDirectories(_scratch.Path));
        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "results.json"), Cancellation));
        JsonElement[] rows = [.. results.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(12, rows.Length);
        Assert.All(rows, row =>
        {
            bool isTutti = row.GetProperty("method").GetString()!.StartsWith("Clock.", StringComparison.Ordinal);
            Assert.InRange(row.GetProperty("early").GetInt32(), 0, isTutti ? 0 : 5);
            Assert.Equal(row.GetProperty("load").GetString() == "sine job", row.TryGetProperty("jobsPerSecond", out _));
            Assert.True(row.GetProperty("lateMedianMicroseconds").GetDouble() <= row.GetProperty("lateMostMicroseconds").GetDouble());
        });
    }

    [Fact]
    public async Task RunAsync_CtrlCAfterTheFirstMethod_KeepsThatOne()
    {
        using var interruption = new CancellationTokenSource();
        using var output = new ActingWriter("Thread.Sleep: ", interruption.Cancel);

        CommandRun run = await CommandRun.Of(_scratch.Path, output, interruption.Token, Few);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal("tutti: Interrupted.", run.Error.TrimEnd());
        Assert.Contains("2 of 12 series are complete. Saved in ", run.Output, StringComparison.Ordinal);
        string folder = Assert.Single(Directory.GetDirectories(_scratch.Path));
        Assert.Equal(["results.json", "settings.json", "thread-sleep.csv", "thread-sleep.svg"], Names(folder));
    }

    [Fact]
    public async Task RunAsync_CtrlCBeforeTheStart_LeavesNothing()
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, new CancellationToken(canceled: true), Few);

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Empty(_scratch.Names);
    }

    [Theory]
    [InlineData("--waits", "0", "takes a whole number from 1 to 100000; '0' is none")]
    [InlineData("--seed", "-1", "takes a whole number from 0 to 2147483647; '-1' is none")]
    [InlineData("--longest", "2 s", "'2 s' is not from 0.01 ms to 1 s")]
    [InlineData("--longest", "5", "'5' has no unit")]
    [InlineData("--longest", "5 mm", "'5 mm' is none")]
    [InlineData("--wait", "5", "did you mean '--waits'?")]
    public async Task RunAsync_BadOption_SaysSoInOneLineAndDoesNothing(string option, string value, string problem)
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, "bench", "sleep", option, value);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(problem, Assert.Single(run.Error.TrimEnd().ReplaceLineEndings("\n").Split('\n')), StringComparison.Ordinal);
        Assert.Empty(_scratch.Names);
    }

    [Fact]
    public async Task RunAsync_OutputThatIsAFile_SaysSoInOneLine()
    {
        await File.WriteAllTextAsync(_scratch.Combine("taken"), "", Cancellation);

        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, [.. Few, "--output", "taken"]);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("tutti: Cannot make the folder ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["taken"], _scratch.Names);
    }

    [Fact]
    public async Task RunAsync_Help_SaysWhatTheRowsMean()
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, "bench", "sleep", "--help");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("What the rows mean:", run.Output, StringComparison.Ordinal);
        Assert.All(WaitMethods.All, method => Assert.Contains(method.Meaning, run.Output, StringComparison.Ordinal));
    }

    public void Dispose() => _scratch.Dispose();

    private static IEnumerable<string> Files(WaitMethod method) => [$"{method.FileName}.csv", $"{method.FileName}.svg"];

    private static IEnumerable<string> Names(string folder) =>
        Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;
}
