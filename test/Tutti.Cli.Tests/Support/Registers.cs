using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Tutti.Cli.Tests.Support;

/// <summary>Reads registers of a board without any of the code under test.</summary>
internal static class Registers
{
    public static async Task<uint> ReadAsync(int port, uint address, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        byte[] message = [(byte)'r', 0, 1, 0, .. BitConverter.GetBytes(address)];
        byte[] reply = new byte[12];
        await client.GetStream().WriteAsync(message, cancellationToken);
        await client.GetStream().ReadExactlyAsync(reply, cancellationToken);
        Assert.Equal(message, reply[..8]);
        return BinaryPrimitives.ReadUInt32LittleEndian(reply.AsSpan(8));
    }
}
