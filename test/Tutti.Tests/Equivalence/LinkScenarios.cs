using Tutti.Equivalence;
using Tutti.Execution;
using Tutti.Testing.Peers;
using Tutti.Tests.Transport;
using Tutti.Transport;

namespace Tutti.Tests.Equivalence;

/// <summary>Exchanges of a link, whose own loops run on in both modes.</summary>
public sealed class LinkScenarios : LinkTests
{
    private static readonly LinkOptions Named = new() { Name = "the peer", FirstPause = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public void Exchanges_InOrder() => Scenario.Agrees(
        async transcript =>
        {
            await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
            await using Link link = Link.Tcp(peer.Host, peer.Port, Named);
            Future<int>[] futures = [.. Enumerable.Range(1, 5).Select(i => Future.Start(async token => await AskAsync(link, i, token: token)))];
            transcript.Add("answers", await Future.All(futures));
            transcript.Add("of a prompt", Future.Run(() => Future.Start(async () => await AskAsync(link, 6)).Result).Result);
            await transcript.OutcomeAsync("one after the other", Future.Start(async () =>
            {
                int sum = 0;
                for (int i = 0; i < 10; i++)
                {
                    sum += await AskAsync(link, i);
                }

                return sum;
            }));
            await transcript.OutcomeAsync("cancelled before", Future.Start(
                async token => await AskAsync(link, 1, token: token), new CancellationToken(canceled: true), "asking"));
            transcript.Add("connections", peer.Connections);
        },
        """
        answers: [1, 2, 3, 4, 5]
        of a prompt: 6
        one after the other: 45
        cancelled before: OperationCanceledException: The future 'asking' was cancelled.
        connections: 1
        """);

    [Fact]
    public void Failures_AndTheNextExchange() => Scenario.Agrees(
        async transcript =>
        {
            await using ScriptedPeer peer = ScriptedPeer.Start(async connection =>
            {
                switch (connection.Number)
                {
                    case 1:
                        await ReadNumberAsync(connection);
                        return;
                    case 2:
                        await ReadNumberAsync(connection);
                        await connection.WriteAsync(Bytes(-1));
                        break;
                    case 3:
                        await ReadNumberAsync(connection);
                        await connection.WaitForCloseAsync();
                        break;
                }

                await EchoAsync(connection);
            });
            await using Link link = Link.Tcp(peer.Host, peer.Port, Named);
            await transcript.OutcomeAsync("closed", Future.Start(async token => await AskAsync(link, 1, token: token)));
            await transcript.OutcomeAsync("wrong answer", Future.Start(async token => await AskAsync(link, 2, token: token)));
            await transcript.OutcomeAsync("silent", Future.Start(
                async token => await AskAsync(link, 3, new ExchangeOptions { Timeout = TimeSpan.FromMilliseconds(20) }, token)));
            await transcript.OutcomeAsync("right again", Future.Start(async token => await AskAsync(link, 4, token: token)));
            transcript.Add("connections", peer.Connections);
        },
        """
        closed: ConnectionLostException: The connection to the peer was lost while asking 1 (the other side closed it). It may have been done or not; the next request connects again.
        wrong answer: InvalidDataException: -1 answered 2
        silent: TimeoutException: the peer did not answer within 20 ms while asking 3.
        right again: 4
        connections: 4
        """);

    [Fact]
    public void Link_ThatIsDisposedOf() => Scenario.Agrees(
        async transcript =>
        {
            await using ScriptedPeer peer = ScriptedPeer.Start(EchoAsync);
            Link link = Link.Tcp(peer.Host, peer.Port, Named);
            await transcript.OutcomeAsync("before", Future.Start(async () => await AskAsync(link, 1)));
            await link.DisposeAsync();
            await link.DisposeAsync();
            await transcript.OutcomeAsync("afterwards", Future.Start(async () => await AskAsync(link, 2)));
        },
        """
        before: 1
        afterwards: ObjectDisposedException: The link to the peer was closed.
        """);
}
