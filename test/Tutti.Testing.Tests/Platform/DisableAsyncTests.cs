using System.Diagnostics;
using Tutti.Execution;
using Tutti.Testing.Platform;

namespace Tutti.Testing.Tests.Platform;

public sealed class DisableAsyncTests
{
    private const string OneTest = "*" + nameof(IsDisabled_InEveryTest_IsWhatTheRunWasStartedWith);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void IsDisabled_InEveryTest_IsWhatTheRunWasStartedWith()
    {
        bool isAsked = Environment.GetCommandLineArgs().Contains("--disable-async")
            || Environment.GetEnvironmentVariable(Asynchrony.EnvironmentVariable) == "1";

        Assert.Equal(isAsked, Asynchrony.IsDisabled);
    }

    [Fact]
    public async Task DisableAsync_OnTheCommandLine_SwitchesOffBeforeTheTestsAndSaysSo()
    {
        (int exitCode, string output) = await RunThisProgramAsync("--disable-async", "--filter-method", OneTest);

        Assert.Equal(0, exitCode);
        Assert.Contains(DisableAsyncLifetime.Announcement, output);
        Assert.Contains("succeeded: 1", output);
    }

    [Fact]
    public async Task DisableAsync_NotOnTheCommandLine_SaysNothing()
    {
        (int exitCode, string output) = await RunThisProgramAsync("--filter-method", OneTest);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(DisableAsyncLifetime.Announcement, output);
        Assert.Contains("succeeded: 1", output);
    }

    [Fact]
    public async Task DisableAsync_WithAnArgument_IsRefusedByName()
    {
        (int exitCode, string output) = await RunThisProgramAsync("--disable-async", "yes");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--disable-async", output);
    }

    [Fact]
    public async Task Help_OfATestProgram_ExplainsTheOption()
    {
        (_, string output) = await RunThisProgramAsync("--help");

        Assert.Contains("--disable-async", output);
        Assert.Contains("Switch all asynchrony of Tutti off", output);
    }

    private static async Task<(int ExitCode, string Output)> RunThisProgramAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(Asynchrony.EnvironmentVariable);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation) + await errors;
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output);
    }
}
