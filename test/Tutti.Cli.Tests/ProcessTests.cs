using System.Diagnostics;

namespace Tutti.Cli.Tests;

/// <summary>Runs the tool as users do: as a process of its own.</summary>
public sealed class ProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    [Fact]
    public async Task Tool_WithoutAsynchrony_MeasuresWaitsAndSaysSo()
    {
        string folder = Directory.CreateTempSubdirectory("tutti-tests-").FullName;

        (int exitCode, string output, string error) =
            await RunAsync("bench", "sleep", "--disable-async", "--waits", "3", "--longest", "0.1 ms", "--output", folder);

        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
        Assert.Contains("asynchrony is off", output.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("\nClock.Sleep  ", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Tool_AskedToEnd_SwitchesOffAndReturns130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no signal to send");
        string folder = Directory.CreateTempSubdirectory("tutti-tests-").FullName;
        using Process process = Start("demo", "--rounds", "1000", "--output", folder);
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line
            && !line.StartsWith("round 1 of 1000, network analyzer", StringComparison.Ordinal))
        {
        }

        using Process kill = Process.Start("kill", ["-s", "TERM", process.Id.ToString()]);
        string rest = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("tutti: Interrupted.", (await error).TrimEnd());
        Assert.Matches("^(round .*\n)*[12] of 1000 rounds are complete, saved in ", rest);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancellation);
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(params string[] arguments)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "Tutti.Cli.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [tool, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
