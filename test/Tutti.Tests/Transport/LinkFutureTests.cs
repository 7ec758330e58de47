using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Testing.Peers;
using Tutti.Transport;

namespace Tutti.Tests.Transport;

public sealed class LinkFutureTests : LinkTests
{
    [Fact]
    public async Task ExchangeAsync_InsideOfFutures_GivesTheSameInBothModes()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer);

        Future<int> first = Future.Start(async token => await link.ExchangeAsync(Ask, 1, default, token), Cancellation);
        Future<int> second = Future.Start(
            async token => (2 * await first) + await link.ExchangeAsync(Ask, 5, default, token), Cancellation);

        Assert.Equal(7, await second);
        Assert.Equal(1, await first);
    }

    [Fact]
    public async Task ExchangeAsync_FutureIsCancelledWhileConnecting_TheLinkServesOthers()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        TaskCompletionSource hasBegun = Signal();
        TaskCompletionSource mayGoOn = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer, new LinkOptions
        {
            Handshake = async connection =>
            {
                hasBegun.SetResult();
                await mayGoOn.Task;
                await Future.Start(static () => Task.CompletedTask, Cancellation);
                await connection.WriteAsync(Bytes(1));
                await connection.ReadExactlyAsync(new byte[NumberSize]);
            },
        });

        Future<int> cancelled = Future.Start(async token => await link.ExchangeAsync(Ask, 1, default, token), Cancellation);
        await hasBegun.Task;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.AsTask());
        mayGoOn.SetResult();

        Assert.Equal(2, await AskAsync(link, 2));
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task Explain_FuturesThatShareALink_SaysWhoIsOnTheWireAndWhoWaitsForTheTurn()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        TaskCompletionSource mayAnswer = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await mayAnswer.Task;
            await EchoAsync(connection);
        });
        await using Link link = Connect(peer);
        await link.ConnectAsync(Cancellation);
        Future<int> first = Future.Start(async token => await link.ExchangeAsync(Ask, 1, default, token), Cancellation, "first");
        Future<int> second = Future.Start(async token => await link.ExchangeAsync(Ask, 2, default, token), Cancellation, "second");

        string onTheWire = first.Explain();
        string inTheQueue = second.Explain();
        mayAnswer.SetResult();
        await Future.All(first, second);

        Assert.Matches($"waits 0.[0-9] s for .*, {Ask.Describe(1)}, for at most ", onTheWire);
        Assert.Contains($"for its turn on {link.Name}", inTheQueue, StringComparison.Ordinal);
    }
}
