using Tutti.Testing.Peers;
using Tutti.Transport;

namespace Tutti.Tests.Transport;

public sealed class LinkInterruptionTests : LinkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // Reads what is still to come of the connection's first reply.
    private static readonly LinkOptions Resynchronizing = new()
    {
        Resynchronize = static async connection =>
        {
            await connection.SkipAsync(NumberSize - connection.Position);
            return true;
        },
    };

    [Fact]
    public async Task ExchangeAsync_SilentPeer_TimesOutExactlyAtTheDeadline()
    {
        TaskCompletionSource hasRequest = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.ReadAsync(NumberSize);
            hasRequest.SetResult();
            await connection.WaitForCloseAsync();
        });
        await using Link link = Connect(peer);

        Task<int> asked = AskAsync(link, 7);
        await hasRequest.Task;
        Time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(asked.IsCompleted);
        Time.Advance(TimeSpan.FromTicks(1));

        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.Equal($"127.0.0.1:{peer.Port} did not answer within 2 s while asking 7.", thrown.Message);
    }

    [Fact]
    public async Task ExchangeAsync_LaterExchange_HasItsWholeTimeAgain()
    {
        TaskCompletionSource hasSecond = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.WriteAsync(await connection.ReadAsync(NumberSize));
            await connection.ReadAsync(NumberSize);
            hasSecond.SetResult();
            await connection.WaitForCloseAsync();
        });
        await using Link link = Connect(peer);
        await AskAsync(link, 1);
        Time.Advance(TimeSpan.FromSeconds(1.5));

        Task<int> asked = AskAsync(link, 2);
        await hasSecond.Task;
        Time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(asked.IsCompleted);
        Time.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<TimeoutException>(() => asked);
    }

    [Fact]
    public async Task ExchangeAsync_OwnTimeout_CountsInsteadOfTheLinks()
    {
        TaskCompletionSource hasRequest = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.WriteAsync(await connection.ReadAsync(NumberSize));
            await connection.ReadAsync(NumberSize);
            hasRequest.SetResult();
            await connection.WaitForCloseAsync();
        });
        await using Link link = Connect(peer);
        await AskAsync(link, 1);

        Task<int> asked = AskAsync(link, 7, new ExchangeOptions { Timeout = TimeSpan.FromMilliseconds(250) });
        await hasRequest.Task;
        Time.Advance(TimeSpan.FromMilliseconds(250));

        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => asked);
        Assert.Contains("within 250 ms", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExchangeAsync_LateReply_NeverReachesTheNextQuestion(bool resynchronizes)
    {
        TaskCompletionSource hasRequest = Signal();
        TaskCompletionSource mayAnswer = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            byte[] request = await connection.ReadAsync(NumberSize);
            if (connection.Number == 1)
            {
                hasRequest.SetResult();
                await mayAnswer.Task;
            }

            await connection.WriteAsync(request);
            await EchoAsync(connection);
        });
        await using Link link = Connect(peer, resynchronizes ? Resynchronizing : null);

        Task<int> late = AskAsync(link, 1);
        await hasRequest.Task;
        Time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Task<int> next = AskAsync(link, 2);
        mayAnswer.SetResult();

        Assert.Equal(2, await next);
        Assert.Equal(3, await AskAsync(link, 3));
        Assert.Equal(resynchronizes ? 1 : 2, peer.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExchangeAsync_CancelledOnTheWire_ThrowsAtOnceAndStaysInStep(bool resynchronizes)
    {
        TaskCompletionSource hasRequest = Signal();
        TaskCompletionSource mayAnswer = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            byte[] request = await connection.ReadAsync(NumberSize);
            if (connection.Number == 1)
            {
                await connection.WriteAsync(request.AsMemory(0, 1));
                hasRequest.SetResult();
                await mayAnswer.Task;
                await connection.WriteAsync(request.AsMemory(1));
            }
            else
            {
                await connection.WriteAsync(request);
            }

            await EchoAsync(connection);
        });
        await using Link link = Connect(peer, resynchronizes ? Resynchronizing : null);
        using CancellationTokenSource cancel = new();

        Task<int> cancelled = AskAsync(link, 1, token: cancel.Token);
        await hasRequest.Task;
        await cancel.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Task<int> next = AskAsync(link, 2);
        mayAnswer.SetResult();

        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.Equal(2, await next);
        Assert.Equal(resynchronizes ? 1 : 2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_CancelledWhileResynchronizing_TheNextCallerGoesOn()
    {
        TaskCompletionSource hasRequest = Signal();
        TaskCompletionSource mayAnswer = Signal();
        TaskCompletionSource isResynchronizing = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            byte[] request = await connection.ReadAsync(NumberSize);
            hasRequest.SetResult();
            await mayAnswer.Task;
            await connection.WriteAsync(request);
            await EchoAsync(connection);
        });
        await using Link link = Connect(peer, new LinkOptions
        {
            Resynchronize = async connection =>
            {
                isResynchronizing.TrySetResult();
                await connection.SkipAsync(NumberSize);
                return true;
            },
        });
        using CancellationTokenSource cancelFirst = new();
        using CancellationTokenSource cancelSecond = new();

        Task<int> first = AskAsync(link, 1, token: cancelFirst.Token);
        await hasRequest.Task;
        await cancelFirst.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Task<int> second = AskAsync(link, 2, token: cancelSecond.Token);
        await isResynchronizing.Task;
        await cancelSecond.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Task<int> third = AskAsync(link, 3);
        mayAnswer.SetResult();

        Assert.Equal(cancelSecond.Token, thrown.CancellationToken);
        Assert.Equal(3, await third);
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_PeerStaysSilentWhileResynchronizing_ConnectsAnew()
    {
        TaskCompletionSource hasRequest = Signal();
        TaskCompletionSource isResynchronizing = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.ReadAsync(NumberSize);
                hasRequest.SetResult();
                await connection.WaitForCloseAsync();
            }

            await EchoAsync(connection);
        });
        await using Link link = Connect(peer, new LinkOptions
        {
            Resynchronize = async connection =>
            {
                isResynchronizing.SetResult();
                await connection.SkipAsync(NumberSize);
                return true;
            },
        });

        Task<int> late = AskAsync(link, 1);
        await hasRequest.Task;
        Time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Task<int> next = AskAsync(link, 2);
        await isResynchronizing.Task;
        Time.Advance(Limit);

        Assert.Equal(2, await next);
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_Misread_FailsAndConnectsAnew()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            if (connection.Number == 1)
            {
                await connection.ReadAsync(NumberSize);
                await connection.WriteAsync(Bytes(99));
            }

            await EchoAsync(connection);
        });
        await using Link link = Connect(peer);

        await Assert.ThrowsAsync<InvalidDataException>(() => AskAsync(link, 1));

        Assert.Equal(2, await AskAsync(link, 2));
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_SomethingCameUnasked_DoesNotAnswerTheNextQuestion()
    {
        TaskCompletionSource hasSaidMore = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            byte[] request = await connection.ReadAsync(NumberSize);
            await connection.WriteAsync((byte[])[.. request, .. connection.Number == 1 ? Bytes(2) : []]);
            hasSaidMore.TrySetResult();
            await EchoAsync(connection);
        });
        await using Link link = Connect(peer);

        Assert.Equal(1, await AskAsync(link, 1));
        await hasSaidMore.Task;
        Assert.Equal(3, await AskAsync(link, 3));

        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_FailsBeforeItUsedTheWire_KeepsTheConnection()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer);
        Exchange<int, int> failing = new(static _ => "failing", static (_, _) => throw new InvalidDataException());

        await Assert.ThrowsAsync<InvalidDataException>(() => link.ExchangeAsync(failing, 0, default, Cancellation).AsTask());

        Assert.Equal(2, await AskAsync(link, 2));
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task ExchangeAsync_CancelWhileSending_DoesNotCutTheRequest()
    {
        await using GatedStream stream = new();
        await using Link link = new(_ => new ValueTask<Stream>(stream), new LinkOptions { TimeProvider = Time });
        using CancellationTokenSource cancel = new();

        Task<int> asked = AskAsync(link, 1, token: cancel.Token);
        await stream.WriteStarted;
        await cancel.CancelAsync();
        bool wasCut = stream.WriteToken.IsCancellationRequested;
        stream.CompleteWrite();

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.False(wasCut);
        Assert.Equal(cancel.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task ExchangeAsync_DeadlineWhileSending_EndsAndConnectsAnew()
    {
        int opened = 0;
        await using GatedStream first = new();
        await using GatedStream second = new();
        await using Link link = new(
            _ => new ValueTask<Stream>(opened++ == 0 ? first : second),
            new LinkOptions { TimeProvider = Time, Resynchronize = static _ => throw new InvalidOperationException("It was cut.") });

        Task<int> asked = AskAsync(link, 1);
        await first.WriteStarted;
        Time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => asked);
        using CancellationTokenSource cancel = new();
        Task<int> next = AskAsync(link, 2, token: cancel.Token);
        await second.WriteStarted;
        Assert.True(first.IsClosed);
        await cancel.CancelAsync();
        second.CompleteWrite();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
