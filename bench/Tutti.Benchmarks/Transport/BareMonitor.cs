using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tutti.RedPitaya.Registers;

namespace Tutti.Benchmarks.Transport;

/// <summary>Is the fastest monitor server there can be: it answers every request with the same bytes, and allocates nothing.</summary>
internal sealed class BareMonitor : IDisposable
{
    private const int HeaderSize = 8;
    private const uint ConstantsAddress = 0x4035_0200;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public BareMonitor()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port { get; }

    public void Dispose() => _listener.Dispose();

    private static void Serve(Socket socket)
    {
        byte[] reply = new byte[HeaderSize + (4 * ushort.MaxValue)];
        byte[] input = new byte[1 << 17];
        int start = 0;
        int end = 0;
        using (socket)
        {
            while (true)
            {
                while (end - start < HeaderSize)
                {
                    if (!Receive(socket, input, ref start, ref end))
                    {
                        return;
                    }
                }

                bool isWrite = input[start] == (byte)'w';
                int count = BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(start + 2));
                int size = HeaderSize + (isWrite ? 4 * count : 0);
                while (end - start < size)
                {
                    if (!Receive(socket, input, ref start, ref end))
                    {
                        return;
                    }
                }

                input.AsSpan(start, HeaderSize).CopyTo(reply);
                uint address = BinaryPrimitives.ReadUInt32LittleEndian(input.AsSpan(start + 4));
                reply.AsSpan(HeaderSize, 4).Clear(); // The scope's status then says that the trace is complete.
                for (int i = 0; i < IqRegisters.ConstantCount && address == ConstantsAddress; i++)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(reply.AsSpan(HeaderSize + (4 * i)), IqRegisters.Constants[i]);
                }

                start += size;
                socket.Send(reply.AsSpan(0, HeaderSize + (isWrite ? 0 : 4 * count)));
            }
        }
    }

    private static bool Receive(Socket socket, byte[] input, ref int start, ref int end)
    {
        input.AsSpan(start, end - start).CopyTo(input);
        end -= start;
        start = 0;
        int received = socket.Receive(input.AsSpan(end));
        end += received;
        return received > 0;
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = _listener.Accept();
                socket.NoDelay = true;
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The benchmark is over.
        }
    }
}
