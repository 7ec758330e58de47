using System.Diagnostics;
using System.Text.Json.Nodes;
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

        Assert.Equal(isAsked, Asynchrony.IsDisabled); // the switch itself
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
    public async Task DisableAsync_ByTheRuntimeSetting_SwitchesOff()
    {
        string program = typeof(DisableAsyncTests).Assembly.Location;
        string settings = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.runtimeconfig.json");
        try
        {
            JsonNode configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json"), Cancellation))!;
            JsonNode options = configuration["runtimeOptions"]!;
            (options["configProperties"] ??= new JsonObject())[Asynchrony.RuntimeSetting] = true;
            await File.WriteAllTextAsync(settings, configuration.ToJsonString(), Cancellation);

            (_, string output) = await RunAsync(
                "dotnet", ["exec", "--runtimeconfig", settings, program, "--filter-method", OneTest]);

            // The test itself expects the option or the variable, so that its failure shows the setting.
            Assert.Contains("Actual:   True", output);
        }
        finally
        {
            File.Delete(settings);
        }
    }

    [Fact]
    public async Task DisableAsync_ByTheEnvironmentVariable_SwitchesOff()
    {
        (int exitCode, string output) = await RunAsync(
            Environment.ProcessPath!, ["--filter-method", OneTest], environment: (Asynchrony.EnvironmentVariable, "1"));

        Assert.Equal(0, exitCode);
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

    private static Task<(int ExitCode, string Output)> RunThisProgramAsync(params string[] arguments) =>
        RunAsync(Environment.ProcessPath!, arguments);

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string program, string[] arguments, (string Name, string Value)? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(Asynchrony.EnvironmentVariable);
        if (environment is { } variable)
        {
            start.Environment[variable.Name] = variable.Value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation) + await errors;
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output);
    }
}
