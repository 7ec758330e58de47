using System.Buffers.Binary;
using System.Net.Sockets;

namespace Tutti.Benchmarks.Transport;

/// <summary>Is what a program without any library would do: write a request to a socket, read its reply.</summary>
internal sealed class BareClient : IDisposable
{
    private const int HeaderSize = 8;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request = new byte[HeaderSize + 4];
    private readonly byte[] _reply = new byte[HeaderSize + (4 * ushort.MaxValue)];

    public BareClient(int port)
    {
        _socket.Connect("127.0.0.1", port);
    }

    public void Dispose() => _socket.Dispose();

    public int Read(uint address, int count)
    {
        PutHeader('r', address, count);
        _socket.Send(_request.AsSpan(0, HeaderSize));
        return Receive(HeaderSize + (4 * count));
    }

    public int Write(uint address, uint word)
    {
        PutHeader('w', address, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(_request.AsSpan(HeaderSize), word);
        _socket.Send(_request);
        return Receive(HeaderSize);
    }

    public async Task<int> ReadAsync(uint address, int count)
    {
        PutHeader('r', address, count);
        await _socket.SendAsync(_request.AsMemory(0, HeaderSize));
        return await ReceiveAsync(HeaderSize + (4 * count));
    }

    public async Task<int> WriteAsync(uint address, uint word)
    {
        PutHeader('w', address, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(_request.AsSpan(HeaderSize), word);
        await _socket.SendAsync(_request);
        return await ReceiveAsync(HeaderSize);
    }

    private void PutHeader(char code, uint address, int count)
    {
        _request[0] = (byte)code;
        BinaryPrimitives.WriteUInt16LittleEndian(_request.AsSpan(2), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(_request.AsSpan(4), address);
    }

    private int Receive(int size)
    {
        int done = 0;
        while (done < size)
        {
            done += _socket.Receive(_reply.AsSpan(done, size - done));
        }

        return done;
    }

    private async Task<int> ReceiveAsync(int size)
    {
        int done = 0;
        while (done < size)
        {
            done += await _socket.ReceiveAsync(_reply.AsMemory(done, size - done));
        }

        return done;
    }
}
