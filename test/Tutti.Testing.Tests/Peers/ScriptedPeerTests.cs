using System.Net.Sockets;
using Tutti.Testing.Peers;

namespace Tutti.Testing.Tests.Peers;

public sealed class ScriptedPeerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Script_SeveralClients_RunsForEachInTurn()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            byte[] request = await connection.ReadAsync(2);
            await connection.WriteAsync((byte[])[.. request, (byte)connection.Number]);
        });

        Assert.Equal([7, 8, 1], await AskAsync(peer, [7, 8]));
        Assert.Equal([9, 9, 2], await AskAsync(peer, [9, 9]));
        Assert.Equal(2, peer.Connections);
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task VerifyAsync_UnexpectedRequest_ThrowsWhatCame()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static connection => connection.ExpectAsync(new byte[] { 1, 2 }));

        Assert.Empty(await AskAsync(peer, [1, 3]));

        AggregateException thrown = await Assert.ThrowsAsync<AggregateException>(peer.VerifyAsync);
        Assert.Equal("0103 came instead of 0102.", Assert.IsType<InvalidDataException>(Assert.Single(thrown.InnerExceptions)).Message);
    }

    [Fact]
    public async Task VerifyAsync_ClientWentAway_IsNoFailure()
    {
        TaskCompletionSource hasClient = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            hasClient.SetResult();
            await connection.ReadAsync(2);
        });

        using (TcpClient client = await ConnectAsync(peer))
        {
            await hasClient.Task;
        }

        await peer.VerifyAsync();
    }

    [Fact]
    public async Task Reset_OpenConnection_IsSeenAsReset()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await connection.ReadAsync(1);
            connection.Reset();
        });

        IOException thrown = await Assert.ThrowsAsync<IOException>(() => AskAsync(peer, [1]));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(thrown.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task DisposeAsync_OpenConnection_EndsItAndIsHarmlessTwice()
    {
        ScriptedPeer peer = ScriptedPeer.Start(static connection => connection.WaitForCloseAsync());
        using TcpClient client = await ConnectAsync(peer);

        await peer.DisposeAsync();
        await peer.DisposeAsync();

        await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(peer));
    }

    private static async Task<TcpClient> ConnectAsync(ScriptedPeer peer)
    {
        TcpClient client = new();
        await client.ConnectAsync(peer.Host, peer.Port, Cancellation);
        return client;
    }

    private static async Task<byte[]> AskAsync(ScriptedPeer peer, byte[] request)
    {
        using TcpClient client = await ConnectAsync(peer);
        await client.GetStream().WriteAsync(request, Cancellation);
        using MemoryStream reply = new();
        await client.GetStream().CopyToAsync(reply, Cancellation);
        return reply.ToArray();
    }
}
