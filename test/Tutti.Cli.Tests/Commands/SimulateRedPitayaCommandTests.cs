using System.Net;
using System.Net.Sockets;
using Tutti.Cli.Commands;
using Tutti.Cli.Tests.Support;

namespace Tutti.Cli.Tests.Commands;

public sealed class SimulateRedPitayaCommandTests
{
    [Fact]
    public async Task RunAsync_UntilCtrlC_ServesTheBoardAndSaysWhatItIs()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var output = new LineWaitingWriter();

        Task<CommandRun> running = CommandRun.Of(".", output, interruption.Token, "simulate", "red-pitaya", "--port", "0");
        string said = await output.WaitForAsync("Ctrl-C ends it.");
        byte[] reply = await ReadIdentificationAsync(PortOf(said));
        await interruption.CancelAsync();
        CommandRun run = await running;

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Equal("7200010000000040", Convert.ToHexString(reply, 0, 8));
        Assert.Equal(1, reply[8]);
        Assert.Contains("resonator at 97.3 kHz with Q = 25 and gain 0.9, and 1 mV of noise", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("Ended; 1 client, 1 request.", run.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task RunAsync_PortTaken_FailsInOneLine()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString();

        CommandRun run = await RunAsync("--port", port);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.StartsWith("tutti: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(port, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("'tutti simulate' needs one of: red-pitaya. See 'tutti simulate --help'.")]
    [InlineData("Unknown command 'redpitaya' for 'tutti simulate'; did you mean 'red-pitaya'? See 'tutti simulate --help'.", "redpitaya")]
    public async Task RunAsync_WhatToSimulateIsNotClear_NamesWhatThereIs(string expected, params string[] arguments)
    {
        CommandRun run = await CommandRun.Of(".", TestContext.Current.CancellationToken, ["simulate", .. arguments]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal($"tutti: {expected}", run.Error.TrimEnd());
    }

    [Theory]
    [InlineData("Unknown option '--prot' for 'tutti simulate red-pitaya'; did you mean '--port'?", "--prot", "1")]
    [InlineData("Option '--port' takes a whole number from 0 to 65535; '70000' is none.", "--port", "70000")]
    [InlineData("Option '--listen' takes an IP address such as '127.0.0.1'; 'home' is none.", "--listen", "home")]
    [InlineData("Option '--reply-delay' takes a time such as '0 ms'; '2 min' is not from 0 s to 60 s.", "--reply-delay", "2 min")]
    [InlineData("Required argument missing for option: '--port'.", "--port")]
    public async Task RunAsync_LineThatIsNotUnderstood_SaysItInOneLine(string expected, params string[] arguments)
    {
        CommandRun run = await RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal($"tutti: {expected} See 'tutti simulate red-pitaya --help'.", run.Error.TrimEnd());
    }

    [Fact]
    public async Task RunAsync_Help_ShowsDefaultsAndExamples()
    {
        CommandRun run = await RunAsync("--help");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("--port <number>", run.Output, StringComparison.Ordinal);
        Assert.Contains("[default: 2222]", run.Output, StringComparison.Ordinal);
        Assert.Contains("  tutti simulate red-pitaya --listen 0.0.0.0 --reply-delay \"0.3 ms\"", run.Output, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.Of(".", TestContext.Current.CancellationToken, ["simulate", "red-pitaya", .. arguments]);

    private static int PortOf(string said) => IPEndPoint.Parse(said.Split('\n')[0].Split(' ')[^1].TrimEnd('.', '\r')).Port;

    private static async Task<byte[]> ReadIdentificationAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        byte[] reply = new byte[12];
        await client.GetStream().WriteAsync(Convert.FromHexString("7200010000000040"), TestContext.Current.CancellationToken);
        await client.GetStream().ReadExactlyAsync(reply, TestContext.Current.CancellationToken);
        return reply;
    }
}
