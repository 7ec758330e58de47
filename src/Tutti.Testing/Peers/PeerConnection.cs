using System.Net.Sockets;

namespace Tutti.Testing.Peers;

/// <summary>Is one connection of a <see cref="ScriptedPeer"/>, seen from the peer.</summary>
/// <remarks>Not thread-safe: one read and one write at a time.</remarks>
public sealed class PeerConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    internal PeerConnection(Socket socket, int number, CancellationToken ended)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        Number = number;
        Ended = ended;
    }

    /// <summary>Gets which connection of the peer it is.</summary>
    /// <value>1 for the first.</value>
    public int Number { get; }

    /// <summary>Gets what is cancelled when the peer is disposed.</summary>
    /// <value>For the script's own waits.</value>
    public CancellationToken Ended { get; }

    /// <summary>Gets the connection as a stream.</summary>
    /// <value>The connection owns it.</value>
    public Stream Stream => _stream;

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="count">The number of bytes.</param>
    /// <returns>A task with the bytes.</returns>
    /// <exception cref="EndOfStreamException">The other side closed the connection before.</exception>
    public async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, Ended).ConfigureAwait(false);
        return bytes;
    }

    /// <summary>Reads as many bytes as are expected, and sees that they are those.</summary>
    /// <param name="expected">The bytes.</param>
    /// <returns>A task that completes when they have come.</returns>
    /// <exception cref="InvalidDataException">Other bytes came.</exception>
    /// <exception cref="EndOfStreamException">The other side closed the connection before.</exception>
    public async Task ExpectAsync(ReadOnlyMemory<byte> expected)
    {
        byte[] actual = await ReadAsync(expected.Length).ConfigureAwait(false);
        if (!actual.AsSpan().SequenceEqual(expected.Span))
        {
            throw new InvalidDataException($"{Convert.ToHexString(actual)} came instead of {Convert.ToHexString(expected.Span)}.");
        }
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>A task that completes when they are on their way.</returns>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, Ended).ConfigureAwait(false);

    /// <summary>Waits until the other side closes the connection, and drops what it still says.</summary>
    /// <returns>A task that completes then.</returns>
    public async Task WaitForCloseAsync()
    {
        byte[] dropped = new byte[4096];
        while (await _stream.ReadAsync(dropped, Ended).ConfigureAwait(false) > 0)
        {
            // What comes is dropped.
        }
    }

    /// <summary>Breaks the connection so that the other side sees a reset instead of an end.</summary>
    public void Reset()
    {
        // Not through the stream: it would end the connection in an orderly way first.
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _stream.Dispose();
}
