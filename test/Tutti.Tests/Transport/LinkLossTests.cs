using Tutti.Testing.Peers;
using Tutti.Transport;
using Tutti.Transport.Internal;

namespace Tutti.Tests.Transport;

public sealed class LinkLossTests : LinkTests
{
    private static readonly ExchangeOptions Idempotent = new() { IsIdempotent = true };

    [Fact]
    public async Task ExchangeAsync_ClosedInTheMiddleOfAReply_FailsOnceAndIsNotRepeated()
    {
        List<int> seen = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            if (connection.Number == 1)
            {
                seen.Add(await ReadNumberAsync(connection));
                await connection.WriteAsync(Bytes(1).AsMemory(0, 3));
                return;
            }

            await EchoAsync(connection);
        });
        await using Link link = Connect(peer);

        ConnectionLostException thrown = await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync(link, 1));

        Assert.True(thrown.IsTransient);
        Assert.Equal(
            $"The connection to 127.0.0.1:{peer.Port} was lost while asking 1 (the other side closed it). "
                + "It may have been done or not; the next request connects again.",
            thrown.Message);
        Assert.Equal(2, await AskAsync(link, 2));
        Assert.Equal([1], seen);
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_Reset_SaysSo()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await connection.ReadAsync(NumberSize);
            connection.Reset();
        });
        await using Link link = Connect(peer);

        ConnectionLostException thrown = await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync(link, 1));

        Assert.Contains("connection reset by the other side", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExchangeAsync_Lost_FailsAllThatWaitButIdempotentOnes()
    {
        TaskCompletionSource hasFirst = Signal();
        TaskCompletionSource mayEnd = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.ReadAsync(NumberSize);
                hasFirst.SetResult();
                await mayEnd.Task;
                return;
            }

            await EchoAsync(connection);
        });
        await using Link link = Connect(peer);

        Task<int> first = AskAsync(link, 1);
        await hasFirst.Task;
        Task<int> second = AskAsync(link, 2);
        Task<int> third = AskAsync(link, 3, Idempotent);
        mayEnd.SetResult();

        await Assert.ThrowsAsync<ConnectionLostException>(() => first);
        ConnectionLostException thrown = await Assert.ThrowsAsync<ConnectionLostException>(() => second);
        Assert.Contains("before this request was sent", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(3, await third);
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_IdempotentAndLost_IsDoneAgainOnce()
    {
        List<int> seen = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            seen.Add(await ReadNumberAsync(connection));
            if (connection.Number is 2 or > 3)
            {
                await connection.WriteAsync(Bytes(seen[^1]));
            }
        });
        await using Link link = Connect(peer);

        Assert.Equal(1, await AskAsync(link, 1, Idempotent));
        Assert.Equal([1, 1], seen);
    }

    [Fact]
    public async Task ExchangeAsync_IdempotentAndLostTwice_Fails()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection => await connection.ReadAsync(NumberSize));
        await using Link link = Connect(peer);

        await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync(link, 1, Idempotent));

        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_ClosedWhileNobodyUsedIt_ConnectsAgainAndFailsNobody()
    {
        TaskCompletionSource mayEnd = Signal();
        TaskCompletionSource hasEnded = Signal();
        int restored = 0;
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.WriteAsync(await connection.ReadAsync(NumberSize));
                await mayEnd.Task;
                connection.Dispose();
                hasEnded.SetResult();
                return;
            }

            await EchoAsync(connection);
        });
        await using Link link = Connect(peer, new LinkOptions
        {
            Restore = _ =>
            {
                restored++;
                return ValueTask.CompletedTask;
            },
        });

        Assert.Equal(1, await AskAsync(link, 1));
        mayEnd.SetResult();
        await hasEnded.Task;
        Assert.Equal(0, restored);
        Assert.Equal(2, await AskAsync(link, 2));

        Assert.Equal(1, restored);
    }

    [Fact]
    public async Task ExchangeAsync_AfterALoss_RestoresTheStateBeforeTheNextRequest()
    {
        List<(int Connection, int Number)> seen = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            for (int i = 0; i < 3; i++)
            {
                int number = await ReadNumberAsync(connection);
                seen.Add((connection.Number, number));
                if (number == 13)
                {
                    return;
                }

                await connection.WriteAsync(Bytes(number));
            }
        });
        static async ValueTask Send(Connection connection, int number)
        {
            await connection.WriteAsync(Bytes(number));
            await connection.ReadExactlyAsync(new byte[NumberSize]);
        }

        await using Link link = Connect(
            peer, new LinkOptions { Handshake = connection => Send(connection, 100), Restore = connection => Send(connection, 200) });

        Assert.Equal(1, await AskAsync(link, 1));
        await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync(link, 13));
        Assert.Equal(2, await AskAsync(link, 2));

        Assert.Equal([(1, 100), (1, 1), (1, 13), (2, 100), (2, 200), (2, 2)], seen);
    }

    [Fact]
    public async Task ExchangeAsync_NobodyListensAnyMore_RetriesWithGrowingPausesAndThenFailsAllThatWait()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection => await connection.ReadAsync(NumberSize));
        int attempts = 0;
        List<TimeSpan> at = [];
        LinkOptions options = new()
        {
            TimeProvider = Time,
            FirstPause = TimeSpan.FromMilliseconds(700),
            MaximumPause = TimeSpan.FromMilliseconds(2100),
            ReconnectTimeout = TimeSpan.FromSeconds(7),
        };
        await using Link link = new(
            async token =>
            {
                if (attempts++ == 0)
                {
                    return await new TcpConnector(peer.Host, peer.Port, "").OpenAsync(token);
                }

                at.Add(TimeSpan.FromTicks(Time.GetTimestamp()));
                throw new TransportException("nobody there", isTransient: true);
            },
            options);
        await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync(link, 1));

        Task<int> second = AskAsync(link, 2);
        Task<int> third = AskAsync(link, 3, Idempotent);
        foreach (int pause in (int[])[700, 1400, 2100, 2100])
        {
            await Time.WaitForTimerAsync(TimeSpan.FromMilliseconds(pause), Cancellation);
            Time.Advance(TimeSpan.FromMilliseconds(pause));
        }

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => second);
        Assert.Equal("nobody there", thrown.Message);
        await Assert.ThrowsAsync<TransportException>(() => third);
        Assert.Equal([0, 700, 2100, 4200, 6300], at.Select(static time => time.TotalMilliseconds));
    }
}
