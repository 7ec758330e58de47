using System.Diagnostics;

namespace Tutti.Cli.Tests;

/// <summary>Runs the tool as users do: as a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Tool_UnknownOption_ReturnsTwoAndOneLineOnTheErrorOutput()
    {
        (int exitCode, string output, string error) = await RunAsync("demo", "--bogus");

        Assert.Equal(2, exitCode);
        Assert.Equal("", output);
        Assert.Equal("tutti: Unknown option '--bogus' for 'tutti demo'. See 'tutti demo --help'.", error.TrimEnd());
    }

    [Fact]
    public async Task Tool_Help_IsPlainText()
    {
        (int exitCode, string output, string error) = await RunAsync("acquire", "--help");

        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("tutti acquire [options]", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "Tutti.Cli.dll");
        ProcessStartInfo start = new("dotnet", [tool, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
