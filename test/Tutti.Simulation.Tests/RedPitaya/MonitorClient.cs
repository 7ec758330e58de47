using System.Buffers.Binary;
using System.Net.Sockets;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Speaks the monitor protocol as plainly as can be, for tests.</summary>
internal sealed class MonitorClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<MonitorClient> ConnectAsync(RedPitayaSimulator simulator, CancellationToken cancellationToken)
    {
        var client = new MonitorClient();
        await client._socket.ConnectAsync(simulator.EndPoint, cancellationToken);
        return client;
    }

    public static byte[] Message(byte command, int count, uint address, params uint[] words)
    {
        byte[] message = new byte[8 + (4 * words.Length)];
        message[0] = command;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(2), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), address);
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8 + (4 * i)), words[i]);
        }

        return message;
    }

    public async Task SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await _socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, cancellationToken);
        }
    }

    /// <summary>Receives so many bytes, or fewer if the other side ends the connection.</summary>
    public async Task<byte[]> ReceiveAsync(int count, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[count];
        int received = 0;
        try
        {
            while (received < count)
            {
                int part = await _socket.ReceiveAsync(bytes.AsMemory(received), SocketFlags.None, cancellationToken);
                if (part == 0)
                {
                    break;
                }

                received += part;
            }
        }
        catch (SocketException ex) when (ex.SocketErrorCode == SocketError.ConnectionReset)
        {
            // A connection that is closed with unread bytes in it is reset.
        }

        return bytes[..received];
    }

    public async Task<uint[]> ReadAsync(uint address, int count, CancellationToken cancellationToken)
    {
        byte[] message = Message((byte)'r', count, address);
        await SendAsync(message, cancellationToken);
        byte[] reply = await ReceiveAsync(8 + (4 * count), cancellationToken);
        Assert.Equal(8 + (4 * count), reply.Length);
        Assert.Equal(message, reply[..8]);
        uint[] words = new uint[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(reply.AsSpan(8 + (4 * i)));
        }

        return words;
    }

    public async Task<uint> ReadAsync(uint address, CancellationToken cancellationToken) =>
        (await ReadAsync(address, 1, cancellationToken))[0];

    public async Task WriteAsync(uint address, uint[] words, CancellationToken cancellationToken)
    {
        byte[] message = Message((byte)'w', words.Length, address, words);
        await SendAsync(message, cancellationToken);
        Assert.Equal(message[..8], await ReceiveAsync(8, cancellationToken));
    }

    public Task WriteAsync(uint address, uint word, CancellationToken cancellationToken) => WriteAsync(address, [word], cancellationToken);

    public void Dispose() => _socket.Dispose();
}
