using System.Buffers.Binary;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Board;

namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>The 8 bytes that start every message: command, reserved, number of words, address, little-endian.</summary>
/// <param name="Command">The command byte.</param>
/// <param name="WordCount">The number of words.</param>
/// <param name="Address">The byte address of the first word.</param>
internal readonly record struct RequestHeader(byte Command, int WordCount, uint Address)
{
    /// <summary>The length of a header.</summary>
    public const int Length = 8;

    /// <summary>The command that reads.</summary>
    public const byte Read = (byte)'r';

    /// <summary>The command that writes.</summary>
    public const byte Write = (byte)'w';

    /// <summary>The longest message in bytes: a header and the words of one memory window.</summary>
    public const int LongestMessage = Length + (int)Window;

    // The server maps a window of the physical memory for each access; beyond its end it crashes (facts 1.2).
    private const uint Window = 0x2_0000;

    /// <summary>Gets the number of payload bytes.</summary>
    public int ByteCount => WordCount * (int)Fpga.WordSize;

    /// <summary>Gets whether the server survives the access.</summary>
    public bool IsPossible => (Address % Window) + (uint)ByteCount <= Window && SimulatedBoard.IsMapped(Address, ByteCount);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">At least 8 bytes.</param>
    /// <returns>The header.</returns>
    public static RequestHeader Parse(ReadOnlySpan<byte> bytes) => new(
        bytes[0],
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
}
