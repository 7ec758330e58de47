using System.Collections.Concurrent;
using Tutti.Execution;
using Tutti.Testing.Peers;
using Tutti.Transport;

namespace Tutti.Tests.Transport;

public sealed class LinkOrderTests : LinkTests
{
    [Fact]
    public async Task ExchangeAsync_SplitReply_IsPutTogether()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            byte[] request = await connection.ReadAsync(NumberSize);
            foreach (byte part in request)
            {
                await connection.WriteAsync(new[] { part });
            }
        });
        await using Link link = Connect(peer);

        Assert.Equal(0x01020304, await AskAsync(link, 0x01020304));
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task ExchangeAsync_ManyCallersAtOnce_NeverInterleave()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer);

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancellation, async (caller, token) =>
        {
            for (int i = 0; i < 200; i++)
            {
                int number = (caller * 1000) + i;
                Assert.Equal(number, await link.ExchangeAsync(Ask, number, cancellationToken: token));
            }
        });

        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_SeveralStepsInOneExchange_NobodyComesBetween()
    {
        ConcurrentQueue<int> seen = new();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            while (true)
            {
                byte[] request = await connection.ReadAsync(NumberSize);
                seen.Enqueue(request[0]);
                await connection.WriteAsync(request);
            }
        });
        await using Link link = Connect(peer);
        Exchange<int, bool> twice = new(static _ => "asking twice", async static (connection, number) =>
        {
            byte[] reply = new byte[NumberSize];
            for (int i = 0; i < 2; i++)
            {
                await connection.WriteAsync(Bytes(number));
                await connection.ReadExactlyAsync(reply);
            }

            return true;
        });

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => link.ExchangeAsync(twice, number, default, Cancellation).AsTask()));

        int[] order = [.. seen];
        Assert.Equal(100, order.Length);
        Assert.All(order.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
    }

    [Fact]
    public async Task ExchangeAsync_Waiting_AreServedAsTheyCameAndUrgentOnesFirst()
    {
        TaskCompletionSource mayAnswer = Signal();
        List<int> seen = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            while (true)
            {
                int number = await ReadNumberAsync(connection);
                seen.Add(number);
                await mayAnswer.Task;
                await connection.WriteAsync(Bytes(number));
            }
        });
        await using Link link = Connect(peer);
        ExchangeOptions urgent = new() { IsUrgent = true };

        Task<int>[] asked =
        [
            AskAsync(link, 1),
            AskAsync(link, 2),
            AskAsync(link, 3),
            AskAsync(link, 4, urgent),
            AskAsync(link, 5, urgent),
            AskAsync(link, 6),
        ];
        mayAnswer.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal([1, 4, 5, 2, 3, 6], seen);
    }

    [Fact]
    public async Task ExchangeAsync_CancelledWhileWaiting_LeavesNoTrace()
    {
        TaskCompletionSource hasFirst = Signal();
        TaskCompletionSource mayAnswer = Signal();
        List<int> seen = [];
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            while (true)
            {
                int number = await ReadNumberAsync(connection);
                seen.Add(number);
                hasFirst.TrySetResult();
                await mayAnswer.Task;
                await connection.WriteAsync(Bytes(number));
            }
        });
        await using Link link = Connect(peer);
        using CancellationTokenSource cancel = new();

        Task<int> first = AskAsync(link, 1);
        Task<int> second = AskAsync(link, 2, token: cancel.Token);
        Task<int> third = AskAsync(link, 3);
        await hasFirst.Task;
        await cancel.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        mayAnswer.SetResult();
        await Task.WhenAll(first, third);

        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.Equal([1, 3], seen);
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_CancelledBefore_SendsNothing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer);
        using CancellationTokenSource cancel = new();
        await cancel.CancelAsync();

        OperationCanceledException thrown =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(link, 1, token: cancel.Token));

        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.Equal(0, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_TenThousandWaitingAndCancelled_AllEnd()
    {
        TaskCompletionSource hasFirst = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.ReadAsync(NumberSize);
            hasFirst.SetResult();
            await connection.WaitForCloseAsync();
        });
        Link link = Connect(peer);
        using CancellationTokenSource cancel = new();

        Task<int> first = AskAsync(link, 0);
        await hasFirst.Task;
        Task<int>[] waiting = [.. Enumerable.Range(1, 10_000).Select(number => AskAsync(link, number, token: cancel.Token))];
        await cancel.CancelAsync();
        foreach (Task<int> one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        Assert.False(first.IsCompleted);
        await link.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => first);
    }

    [Fact]
    public async Task ExchangeAsync_OnAnEventLoop_StaysOnIt()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer);

        await Task.Run(
            () => EventLoop.Run(async () =>
            {
                EventLoop? loop = EventLoop.Current;
                Task<int>[] asked = [.. Enumerable.Range(0, 20).Select(number => AskAsync(link, number))];
                await Task.WhenAll(asked);
                Assert.NotNull(loop);
                Assert.Same(loop, EventLoop.Current);
                await link.ExchangeAsync(
                    new Exchange<EventLoop, bool>(static _ => "looking", async static (connection, expected) =>
                    {
                        await connection.WriteAsync(Bytes(7)).ConfigureAwait(EventLoop.IsCurrent);
                        await connection.ReadExactlyAsync(new byte[NumberSize]).ConfigureAwait(EventLoop.IsCurrent);
                        Assert.Same(expected, EventLoop.Current);
                        return true;
                    }),
                    loop,
                    default,
                    Cancellation);
            }),
            Cancellation);
    }
}
