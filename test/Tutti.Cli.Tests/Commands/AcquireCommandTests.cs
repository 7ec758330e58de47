using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tutti.Cli.Commands;
using Tutti.Cli.Tests.Support;
using Tutti.Simulation.RedPitaya;

namespace Tutti.Cli.Tests.Commands;

public sealed class AcquireCommandTests : IAsyncLifetime
{
    private const uint NetworkAnalyzerAmplitude = 0x40350114;
    private const uint Generator2Output = 0x40390004;

    private static readonly string[] Quick = ["--points", "21", "--rbw", "5 kHz", "--duration", "2 ms", "--sine", "2 kHz"];

    private readonly ScratchFolder _scratch = new();
    private RedPitayaSimulator _simulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _simulator = await RedPitayaSimulator.StartAsync(cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task RunAsync_Rounds_SavesTablesPlotsSettingsAndResults()
    {
        CommandRun run = await AcquireAsync([.. Quick, "--rounds", "2", "--trigger", "channel2", "--trigger-level", "-0.1 V"]);

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        string folder = Path.Combine(_scratch.Path, "tutti-20260802-013005");
        Assert.Equal(
            [
                "network-analyzer.svg", "results.json", "round-1-network-analyzer.csv", "round-1-scope.csv",
                "round-2-network-analyzer.csv", "round-2-scope.csv", "scope.svg", "settings.json",
            ],
            Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] scope = await File.ReadAllLinesAsync(Path.Combine(folder, "round-1-scope.csv"), Cancellation);
        Assert.Equal("time (s),channel 1 (V),channel 2 (V)", scope[0]);
        Assert.Equal(1 + 16_384, scope.Length);
        string[] sweep = await File.ReadAllLinesAsync(Path.Combine(folder, "round-2-network-analyzer.csv"), Cancellation);
        Assert.Equal("frequency (Hz),real,imaginary,magnitude (dB),phase (deg)", sweep[0]);
        Assert.Equal(1 + 21, sweep.Length);
        Assert.Contains("channel 2  sine of 2.0000 kHz, amplitude", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Saved in {folder}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Settings_AreSavedWithUnits()
    {
        await AcquireAsync([.. Quick, "--start", "20 kHz", "--amplitude", "100 mV"]);

        string path = Assert.Single(Directory.EnumerateFiles(_scratch.Path, "settings.json", SearchOption.AllDirectories));
        using JsonDocument settings = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal($"tutti {VersionAction.Version}", settings.RootElement.GetProperty("tool").GetString());
        Assert.Equal("2026-08-02T01:30:05+02:00", settings.RootElement.GetProperty("started").GetString());
        JsonElement analyzer = settings.RootElement.GetProperty("devices").GetProperty("red pitaya network analyzer");
        Assert.Equal("21", analyzer.GetProperty("points").GetString());
        Assert.EndsWith(" Hz", analyzer.GetProperty("start_frequency").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(" V", analyzer.GetProperty("amplitude").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_End_LeavesTheOutputsOff()
    {
        await AcquireAsync(Quick);

        await AssertOutputsAreOffAsync();
    }

    [Fact]
    public async Task RunAsync_CtrlC_SwitchesOffSavesWhatIsCompleteAndSaysHowMuch()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var output = new ActingWriter("round 2 of 5, network analyzer", interruption.Cancel);

        CommandRun run = await CommandRun.Of(_scratch.Path, output, interruption.Token, Arguments([.. Quick, "--rounds", "5"]));

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Equal("tutti: Interrupted.", run.Error.TrimEnd());
        Assert.Matches("[12] of 5 rounds are complete, saved in ", run.Output);
        Assert.Contains(_scratch.Names, name => name.EndsWith("round-1-scope.csv", StringComparison.Ordinal));
        Assert.Contains(_scratch.Names, name => name.EndsWith("network-analyzer.svg", StringComparison.Ordinal));
        Assert.DoesNotContain(_scratch.Names, name => name.Contains(".partial", StringComparison.Ordinal));
        await AssertOutputsAreOffAsync();
    }

    [Theory]
    [InlineData("takes 0.0001220703 V to 1 V; 3 V is outside", "--amplitude", "3 V")]
    [InlineData("100 MHz is outside", "--stop", "100 MHz")]
    public async Task RunAsync_WhatTheBoardRefuses_FailsInOneLineAndLeavesNoFolder(string expected, params string[] arguments)
    {
        CommandRun run = await AcquireAsync([.. Quick, .. arguments]);

        AssertFailedInOneLine(run, expected);
        Assert.Empty(_scratch.Names);
        await AssertOutputsAreOffAsync();
    }

    [Fact]
    public async Task RunAsync_NoTrigger_FailsInOneLineAndKeepsTheCompleteSweep()
    {
        CommandRun run = await AcquireAsync(
            [.. Quick, "--trigger", "channel2", "--trigger-level", "0.9 V", "--trigger-timeout", "0.3 s"]);

        AssertFailedInOneLine(run, "within 0.3 s");
        Assert.Contains("0 of 1 rounds are complete, and the network analyzer's trace of round 1, saved in", run.Output, StringComparison.Ordinal);
        Assert.Contains(_scratch.Names, name => name.EndsWith("round-1-network-analyzer.csv", StringComparison.Ordinal));
        Assert.DoesNotContain(_scratch.Names, name => name.EndsWith("round-1-scope.csv", StringComparison.Ordinal));
        await AssertOutputsAreOffAsync();
    }

    [Fact]
    public async Task RunAsync_BoardGoesSilentInATrace_FailsInOneLineAndKeepsTheFirstRound()
    {
        await using var output = new ActingWriter("round 1 of 2, network analyzer", () => _simulator.Faults.GoSilent(requests: 10));

        CommandRun run = await CommandRun.Of(_scratch.Path, output, Cancellation, Arguments([.. Quick, "--rounds", "2"]));

        AssertFailedInOneLine(run, "127.0.0.1");
        Assert.Contains(_scratch.Names, name => name.EndsWith("round-1-scope.csv", StringComparison.Ordinal));
        Assert.DoesNotContain(_scratch.Names, name => name.EndsWith("round-2-scope.csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_NothingListens_FailsInOneLine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString();
        listener.Stop();

        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, "acquire", "--host", "127.0.0.1", "--port", port);

        AssertFailedInOneLine(run, port);
        Assert.Empty(_scratch.Names);
    }

    [Fact]
    public async Task RunAsync_ServerTalksSomethingElse_FailsInOneLine()
    {
        _simulator.Faults.SendGarbage();

        CommandRun run = await AcquireAsync(Quick);

        AssertFailedInOneLine(run, "127.0.0.1");
        Assert.Empty(_scratch.Names);
    }

    [Fact]
    public async Task RunAsync_OutputIsAFile_FailsInOneLineBeforeItMeasures()
    {
        string file = _scratch.Combine("file");
        await File.WriteAllTextAsync(file, "", Cancellation);

        CommandRun run = await AcquireAsync([.. Quick, "--output", "file"]);

        AssertFailedInOneLine(run, file);
        Assert.Equal(0, _simulator.RequestCount);
    }

    [Theory]
    [InlineData("Option '--host' is required.")]
    [InlineData("Option '--start' takes a frequency such as '10 kHz'; '3 V' is none.", "--host", "x", "--start", "3 V")]
    [InlineData("Option '--trigger-edge' takes one of positive, negative; 'up' is none.", "--host", "x", "--trigger-edge", "up")]
    [InlineData("Unknown option '--strat' for 'tutti acquire'; did you mean '--start'?", "--host", "x", "--strat", "1 kHz")]
    public async Task RunAsync_LineThatIsNotUnderstood_SaysItInOneLine(string expected, params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, ["acquire", .. arguments]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal($"tutti: {expected} See 'tutti acquire --help'.", run.Error.TrimEnd());
    }

    private static void AssertFailedInOneLine(CommandRun run, string expected)
    {
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("tutti: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private string[] Arguments(string[] arguments) =>
        ["acquire", "--host", "127.0.0.1", "--port", _simulator.Port.ToString(), .. arguments];

    private Task<CommandRun> AcquireAsync(string[] arguments) => CommandRun.Of(_scratch.Path, Cancellation, Arguments(arguments));

    private async Task AssertOutputsAreOffAsync()
    {
        Assert.Equal(0u, await Registers.ReadAsync(_simulator.Port, NetworkAnalyzerAmplitude, Cancellation));
        Assert.Equal(0u, await Registers.ReadAsync(_simulator.Port, Generator2Output, Cancellation));
    }
}
