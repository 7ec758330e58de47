using Tutti.Execution;
using Tutti.Testing;
using Tutti.Testing.Peers;
using Tutti.Timing;
using Tutti.Transport;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Transport;

/// <summary>Links to real peers in virtual runs: virtual time waits for them.</summary>
public sealed class LinkVirtualTests
{
    // waits for some seconds, asks and reads the answer
    private static readonly Exchange<int, byte> Ask = new(
        static _ => "asking",
        static async (connection, seconds) =>
        {
            await Clock.Delay(seconds * s, CancellationToken.None);
            await connection.WriteAsync("?"u8.ToArray());
            await connection.FillAsync(1);
            byte answer = connection.Unread[0];
            connection.Consume(1);
            return answer;
        });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExchangeAsync_InAVirtualRun_VirtualTimeStands()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            for (int i = 0; i < 10; i++)
            {
                await connection.ExpectAsync("?"u8.ToArray());
                await connection.WriteAsync("!"u8.ToArray());
            }

            await connection.WaitForCloseAsync();
        });

        TimeSpan elapsed = Virtual.Run(async () =>
        {
            await using Link link = Link.Tcp(peer.Host, peer.Port);
            Future timers = Future.Start(
                async () =>
                {
                    for (int i = 0; i < 10; i++)
                    {
                        await Clock.Delay(1 * s, Cancellation);
                    }
                },
                Cancellation);
            for (int i = 0; i < 10; i++)
            {
                TimeSpan before = ((VirtualClock)Clock.Current).Elapsed;
                await link.ExchangeAsync(Ask, 0, cancellationToken: Cancellation);
                Assert.Equal(before, ((VirtualClock)Clock.Current).Elapsed);
                await Clock.Delay(1 * s, Cancellation);
            }

            await timers;
        });

        Assert.Equal(TimeSpan.FromSeconds(Asynchrony.IsDisabled ? 20 : 10), elapsed); // Differences.NothingIsPending
        await peer.VerifyAsync();
    }

    [Fact]
    public async Task ExchangeAsync_SilentPeerInAVirtualRun_TimesOutInRealTime()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static connection => connection.WaitForCloseAsync());

        TimeSpan elapsed = Virtual.Run(async () =>
        {
            await using Link link = Link.Tcp(peer.Host, peer.Port, new LinkOptions { Timeout = TimeSpan.FromMilliseconds(50) });
            await Assert.ThrowsAsync<TimeoutException>(async () => await link.ExchangeAsync(Ask, 0, cancellationToken: Cancellation));
        });

        Assert.Equal(TimeSpan.Zero, elapsed);
    }

    [Fact]
    public async Task ExchangeAsync_DelayWithinTheExchange_Passes()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(static async connection =>
        {
            await connection.ExpectAsync("?"u8.ToArray());
            await connection.WriteAsync("!"u8.ToArray());
            await connection.WaitForCloseAsync();
        });

        TimeSpan elapsed = Virtual.Run(async () =>
        {
            await using Link link = Link.Tcp(peer.Host, peer.Port);
            await link.ExchangeAsync(Ask, 7, cancellationToken: Cancellation);
        });

        Assert.Equal(TimeSpan.FromSeconds(7), elapsed);
    }
}
