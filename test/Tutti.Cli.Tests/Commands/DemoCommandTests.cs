using Tutti.Cli.Commands;
using Tutti.Cli.Tests.Support;

namespace Tutti.Cli.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_OneRound_FindsTheTruthAndSavesTheRun()
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, Cancellation, "demo", "--rounds", "1");

        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal(4, run.Output.Split("  good").Length - 1);
        Assert.Contains("of the sum (", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains(_scratch.Names, name => name.EndsWith("results.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_CtrlCBeforeTheStart_LeavesNothing()
    {
        CommandRun run = await CommandRun.Of(_scratch.Path, new CancellationToken(canceled: true), "demo");

        Assert.Equal(ExitCode.Interrupted, run.ExitCode);
        Assert.Empty(_scratch.Names);
    }

    public void Dispose() => _scratch.Dispose();
}
