using System.Buffers.Binary;
using Tutti.RedPitaya.Registers;
using Tutti.Testing.Peers;

namespace Tutti.RedPitaya.Tests.Wire;

/// <summary>Is a monitor server with a plain memory, byte by byte as section 1 tells it; the tests' own reading of the protocol.</summary>
internal sealed class FakeMonitor
{
    private const int HeaderSize = 8;

    /// <summary>Gets the registers that hold something else than zero.</summary>
    public Dictionary<uint, uint> Memory { get; } = [];

    /// <summary>Gets what was asked, such as "r 40000000 1", but for handshakes.</summary>
    public List<string> Requests { get; } = [];

    public static byte[] Header(char code, int count, uint address)
    {
        byte[] header = new byte[HeaderSize];
        header[0] = (byte)code;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), address);
        return header;
    }

    public static byte[] Words(params ReadOnlySpan<uint> words)
    {
        byte[] bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return bytes;
    }

    /// <summary>Answers the first question of every client: who are you?</summary>
    public static async Task ShakeHandsAsync(PeerConnection connection)
    {
        byte[] header = Header('r', IqRegisters.ConstantCount, 0x4035_0200);
        await connection.ExpectAsync(header);
        await connection.WriteAsync((byte[])[.. header, .. Words(IqRegisters.Constants)]);
    }

    /// <summary>Serves a client until it goes.</summary>
    public async Task ServeAsync(PeerConnection connection)
    {
        await ShakeHandsAsync(connection);
        while (true)
        {
            await ServeOneAsync(connection);
        }
    }

    /// <summary>Serves one request.</summary>
    public async Task ServeOneAsync(PeerConnection connection)
    {
        byte[] header = await connection.ReadAsync(HeaderSize);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(2));
        uint address = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
        Requests.Add($"{(char)header[0]} {address:X8} {count}");
        if (header[0] == 'w')
        {
            byte[] data = await connection.ReadAsync(4 * count);
            for (int i = 0; i < count; i++)
            {
                Memory[address + (uint)(4 * i)] = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(4 * i));
            }

            await connection.WriteAsync(header);
            return;
        }

        uint[] words = [.. Enumerable.Range(0, count).Select(i => Memory.GetValueOrDefault(address + (uint)(4 * i)))];
        await connection.WriteAsync((byte[])[.. header, .. Words(words)]);
    }
}
