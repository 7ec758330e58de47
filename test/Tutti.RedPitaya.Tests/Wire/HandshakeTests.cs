using System.Text;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;
using Tutti.Testing.Peers;
using Tutti.Testing.Time;
using Tutti.Transport;

namespace Tutti.RedPitaya.Tests.Wire;

public sealed class HandshakeTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "\"SSH-2.0-OpenSSH_9.2p1 Debian-2\"")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "\"HTTP/1.1 400 Bad Request\"")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009", "0102030405060708")]
    public async Task ConnectAsync_SomethingElseAnswers_SaysWhatItSaid(string greeting, string quoted)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes(greeting));
            await connection.WaitForCloseAsync();
        });
        await using RedPitayaLink link = Connect(peer);

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ConnectAsync(Cancellation));

        Assert.Equal(
            $"What answers at 127.0.0.1:{peer.Port} is no Red Pitaya monitor server: it says {quoted}. "
                + "Check host and port (the server's is 2222).",
            thrown.Message);
        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task ConnectAsync_AnotherFpgaDesign_SaysSo()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            byte[] header = await connection.ReadAsync(8);
            await connection.WriteAsync((byte[])[.. header, .. FakeMonitor.Words(new uint[IqRegisters.ConstantCount])]);
            await connection.WaitForCloseAsync();
        });
        await using RedPitayaLink link = Connect(peer);

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ConnectAsync(Cancellation));

        Assert.Equal(
            $"The board at 127.0.0.1:{peer.Port} runs another FPGA design: the constants of its IQ module are 0 0 0 0 0 0 0 instead of "
                + "11 17 32 18 14 24 8. Load the design of PyRPL 0.9.6 into it.",
            thrown.Message);
    }

    [Fact]
    public async Task ConnectAsync_ServerHasAnotherClient_SaysThatItServesOne()
    {
        TaskCompletionSource hasRequest = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.ReadAsync(8);
            hasRequest.SetResult();
            await connection.WaitForCloseAsync();
        });
        await using RedPitayaLink link = Connect(peer);

        Task connecting = link.ConnectAsync(Cancellation);
        await hasRequest.Task;
        _time.Advance(TimeSpan.FromSeconds(2));

        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.Equal(
            $"127.0.0.1:{peer.Port} took the connection but did not answer the handshake within 2 s. "
                + "Is it a Red Pitaya's monitor server, and is no other client connected? It serves one at a time.",
            thrown.Message);
    }

    [Fact]
    public async Task ConnectAsync_NoServer_AsksForIt()
    {
        int port = ScriptedPeer.FindClosedPort();
        await using RedPitayaLink link = new("127.0.0.1", port);

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ConnectAsync(Cancellation));

        Assert.Equal($"No instrument answers at 127.0.0.1:{port} (connection refused). Is the monitor server running?", thrown.Message);
    }

    [Fact]
    public void Constructor_BadArguments_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RedPitayaLink(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RedPitayaLink("host", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RedPitayaLink("host", options: new() { Timeout = TimeSpan.Zero }));
    }

    private RedPitayaLink Connect(ScriptedPeer peer) => new(peer.Host, peer.Port, new RedPitayaLinkOptions { TimeProvider = _time });
}
