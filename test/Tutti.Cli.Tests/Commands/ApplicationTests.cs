using Tutti.Cli.Commands;
using Tutti.Cli.Tests.Support;

namespace Tutti.Cli.Tests.Commands;

public sealed class ApplicationTests
{
    [Theory]
    [InlineData("tutti: Unknown option '--bogus' for 'tutti'. See 'tutti --help'.", "--bogus")]
    [InlineData("tutti: Unknown option '--hlep' for 'tutti'; did you mean '--help'? See 'tutti --help'.", "--hlep")]
    [InlineData("tutti: Unknown command 'dmo' for 'tutti'; did you mean 'demo'? See 'tutti --help'.", "dmo")]
    [InlineData("tutti: Unknown command '@file' for 'tutti'. See 'tutti --help'.", "@file")]
    public async Task RunAsync_LineThatIsNotUnderstood_SaysItInOneLineAndDoesNothing(string expected, params string[] arguments)
    {
        CommandRun run = await RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal(expected, run.Error.TrimEnd());
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--help", "--bogus")]
    public async Task RunAsync_Help_ListsCommandsExamplesAndExitCodes(params string[] arguments)
    {
        CommandRun run = await RunAsync(arguments);

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Contains("tutti demo", run.Output, StringComparison.Ordinal);
        Assert.Contains("130  interrupted", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Version_IsThatOfTheTool()
    {
        CommandRun run = await RunAsync("--version");

        Assert.Equal($"tutti {VersionAction.Version}", run.Output.TrimEnd());
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", VersionAction.Version);
    }

    private static Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.Of(Path.GetTempPath(), TestContext.Current.CancellationToken, arguments);
}
