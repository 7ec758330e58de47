using System.Buffers.Binary;
using Tutti.Testing.Peers;
using Tutti.Testing.Time;
using Tutti.Transport;

namespace Tutti.Tests.Transport;

/// <summary>Is what the tests of <see cref="Link"/> share: a protocol of one number asked and one number answered.</summary>
public abstract class LinkTests
{
    protected const int NumberSize = 4;

    /// <summary>Asks with a number; the reply is the same number again.</summary>
    protected static readonly Exchange<int, int> Ask = new(static number => $"asking {number}", RunAsync);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ManualTimeProvider Time { get; } = new();

    protected static byte[] Bytes(int number)
    {
        byte[] bytes = new byte[NumberSize];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    protected static async Task<int> AskAsync(Link link, int number, ExchangeOptions options = default, CancellationToken? token = null) =>
        await link.ExchangeAsync(Ask, number, options, token ?? Cancellation);

    protected static async Task EchoAsync(PeerConnection connection)
    {
        while (true)
        {
            await connection.WriteAsync(await connection.ReadAsync(NumberSize));
        }
    }

    protected static async Task<int> ReadNumberAsync(PeerConnection connection) =>
        BinaryPrimitives.ReadInt32LittleEndian(await connection.ReadAsync(NumberSize));

    protected static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected Link Connect(ScriptedPeer peer, LinkOptions? options = null) =>
        Link.Tcp(peer.Host, peer.Port, (options ?? new LinkOptions()) with { TimeProvider = Time });

    private static async ValueTask<int> RunAsync(Connection connection, int number)
    {
        await connection.WriteAsync(Bytes(number));
        await connection.FillAsync(NumberSize);
        int reply = BinaryPrimitives.ReadInt32LittleEndian(connection.Unread);
        connection.Consume(NumberSize);
        return reply == number ? reply : throw new InvalidDataException($"{reply} answered {number}");
    }
}
