using Tutti.Testing.Peers;
using Tutti.Transport;

namespace Tutti.Tests.Transport;

public sealed class LinkConnectingTests : LinkTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task ConnectAsync_NobodyListens_SaysWhatWhereAndWhatToDo()
    {
        int port = ScriptedPeer.FindClosedPort();
        await using Link link = Link.Tcp("127.0.0.1", port, new LinkOptions { RefusedHint = "Is the monitor server running?" });

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ConnectAsync(Cancellation));

        Assert.Equal($"No instrument answers at 127.0.0.1:{port} (connection refused). Is the monitor server running?", thrown.Message);
        Assert.True(thrown.IsTransient);
    }

    [Fact]
    public async Task ConnectAsync_UnknownHost_SaysSo()
    {
        await using Link link = Link.Tcp("no-such-host.invalid", 2222);

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ConnectAsync(Cancellation));

        Assert.Equal("No host is known by the name 'no-such-host.invalid'. Check the name, or give its address.", thrown.Message);
        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task ConnectAsync_NoConnectionInTime_TimesOut()
    {
        TaskCompletionSource hasBegun = Signal();
        await using Link link = new(
            async token =>
            {
                hasBegun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
                throw new InvalidOperationException();
            },
            new LinkOptions { Name = "the laser", TimeProvider = Time });

        Task connecting = link.ConnectAsync(Cancellation);
        await hasBegun.Task;
        Time.Advance(TimeSpan.FromSeconds(5));

        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.Equal("No connection to the laser within 5 s. Is it switched on, and on this network?", thrown.Message);
    }

    [Fact]
    public async Task ConnectAsync_SilentHandshake_TimesOut()
    {
        TaskCompletionSource hasBegun = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(static connection => connection.WaitForCloseAsync());
        await using Link link = Connect(peer, new LinkOptions
        {
            SilentHint = "Is anybody in?",
            Handshake = async connection =>
            {
                hasBegun.SetResult();
                await connection.FillAsync(1);
            },
        });

        Task connecting = link.ConnectAsync(Cancellation);
        await hasBegun.Task;
        Time.Advance(TimeSpan.FromSeconds(2));

        TimeoutException thrown = await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.Equal(
            $"127.0.0.1:{peer.Port} took the connection but did not answer the handshake within 2 s. Is anybody in?", thrown.Message);
    }

    [Fact]
    public async Task ConnectAsync_ClosedInTheHandshake_SaysSo()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static _ => Task.CompletedTask);
        await using Link link = Connect(peer, new LinkOptions { Handshake = static connection => connection.FillAsync(1) });

        TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => link.ConnectAsync(Cancellation));

        Assert.Contains("ended it during the handshake (the other side closed it)", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectAsync_Refused_FailsAllThatWaitAndIsTriedAgainByTheNext()
    {
        int attempts = 0;
        TaskCompletionSource mayFail = Signal();
        await using Link link = new(
            async _ =>
            {
                attempts++;
                await mayFail.Task;
                throw new IOException("no route");
            },
            new LinkOptions { Name = "the laser" });

        Task<int>[] asked = [AskAsync(link, 1), AskAsync(link, 2), AskAsync(link, 3)];
        mayFail.SetResult();
        foreach (Task<int> one in asked)
        {
            TransportException thrown = await Assert.ThrowsAsync<TransportException>(() => one);
            Assert.Equal("No connection to the laser could be made (no route).", thrown.Message);
        }

        Assert.Equal(1, attempts);
        await Assert.ThrowsAsync<TransportException>(() => AskAsync(link, 4));
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task ConnectAsync_CallerIsCancelled_TheConnectionIsMadeForTheNext()
    {
        TaskCompletionSource hasBegun = Signal();
        TaskCompletionSource mayGoOn = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer, new LinkOptions
        {
            Handshake = async _ =>
            {
                hasBegun.SetResult();
                await mayGoOn.Task;
            },
        });
        using CancellationTokenSource cancel = new();

        Task<int> cancelled = AskAsync(link, 1, token: cancel.Token);
        await hasBegun.Task;
        await cancel.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Task<int> next = AskAsync(link, 2);
        mayGoOn.SetResult();

        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.Equal(2, await next);
        Assert.Equal(1, peer.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectAsync_AnyCaller_IsMadeOutsideOfHisContext(bool isFlowSuppressed)
    {
        string? seen = "nothing yet";
        await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
        await using Link link = Connect(peer, new LinkOptions
        {
            Handshake = _ =>
            {
                seen = Ambient.Value;
                return ValueTask.CompletedTask;
            },
        });
        Ambient.Value = "the caller's family";

        Task<int> asked;
        using (isFlowSuppressed ? ExecutionContext.SuppressFlow() : default)
        {
            asked = AskAsync(link, 1);
        }

        await asked;

        Assert.Null(seen);
    }

    [Fact]
    public async Task DisposeAsync_Pending_FailsThemAndIsHarmlessTwice()
    {
        TaskCompletionSource hasRequest = Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
        {
            await connection.ReadAsync(NumberSize);
            hasRequest.SetResult();
            await connection.WaitForCloseAsync();
        });
        Link link = Connect(peer);

        Task<int> first = AskAsync(link, 1);
        Task<int> second = AskAsync(link, 2);
        await hasRequest.Task;
        await link.DisposeAsync();
        await link.DisposeAsync();

        ObjectDisposedException thrown = await Assert.ThrowsAsync<ObjectDisposedException>(() => first);
        Assert.StartsWith($"The link to 127.0.0.1:{peer.Port} was closed.", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => second);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(link, 3));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => link.ConnectAsync(Cancellation));
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task DisposeAsync_WhileConnecting_EndsIt()
    {
        TaskCompletionSource hasBegun = Signal();
        Link link = new(async token =>
        {
            hasBegun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, token);
            throw new InvalidOperationException();
        });

        Task<int> asked = AskAsync(link, 1);
        await hasBegun.Task;
        await link.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => asked);
    }

    [Fact]
    public async Task DisposeAsync_NeverConnected_DoesNothing()
    {
        Link link = Link.Tcp("no-such-host.invalid", 2222);

        await link.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(link, 1));
    }

    [Fact]
    public async Task Constructor_BadArguments_Throws()
    {
        await using Link link = Link.Tcp("::1", 2222);

        Assert.Equal("[::1]:2222", link.Name);
        Assert.Throws<ArgumentNullException>(() => new Link(null!));
        Assert.Throws<ArgumentException>(() => Link.Tcp(" ", 2222));
        Assert.Throws<ArgumentOutOfRangeException>(() => Link.Tcp("host", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Link.Tcp("host", 65_536));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinkOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinkOptions { ConnectTimeout = TimeSpan.FromDays(50) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinkOptions { ReconnectTimeout = TimeSpan.FromTicks(-1) });
        await Assert.ThrowsAsync<ArgumentNullException>(() => link.ExchangeAsync<int, int>(null!, 0, default, Cancellation).AsTask());
        ExchangeOptions endless = new() { Timeout = Timeout.InfiniteTimeSpan };
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => link.ExchangeAsync(Ask, 0, endless, Cancellation).AsTask());
    }
}
