using System.Diagnostics;
using System.Runtime.InteropServices;
using Tutti.RedPitaya.Registers;
using static System.FormattableString;

namespace Tutti.RedPitaya.Wire;

/// <summary>Is one read or write of neighbouring registers, as part of a flight of several.</summary>
/// <remarks>
/// Immutable, but for the words that a read fills. The words belong to the caller: they must not be used otherwise while the operation is
/// under way. An array of operations can be made once and sent again and again. <see langword="default"/> is no operation and is refused.
/// </remarks>
public readonly record struct RegisterOperation
{
    /// <summary>Is the size in bytes of the window of addresses that the board's server maps for one operation (section 1.2).</summary>
    public const uint WindowSize = 0x2_0000;

    /// <summary>Is the greatest number of words of one operation: a whole window.</summary>
    public const int MaximumCount = (int)(WindowSize / Fpga.WordSize);

    private readonly ReadOnlyMemory<uint> _words;

    private RegisterOperation(bool isWrite, uint address, int count, ReadOnlyMemory<uint> words, uint word)
    {
        Check(address, count);
        IsWrite = isWrite;
        Address = address;
        Count = count;
        _words = words;
        Word = word;
    }

    /// <summary>Gets whether the operation writes.</summary>
    /// <value><see langword="true"/> if it writes; <see langword="false"/> if it reads.</value>
    public bool IsWrite { get; }

    /// <summary>Gets the address of the first register.</summary>
    /// <value>A multiple of 4.</value>
    public uint Address { get; }

    /// <summary>Gets the number of registers.</summary>
    /// <value>1 to <see cref="MaximumCount"/>; 0 in <see langword="default"/>.</value>
    public int Count { get; }

    /// <summary>Gets the word to write if it is a single one that was given as such.</summary>
    internal uint Word { get; }

    /// <summary>Gets the words to write, or none if it is <see cref="Word"/>.</summary>
    internal ReadOnlySpan<uint> Source => _words.Span;

    /// <summary>Gets where the words go that are read.</summary>
    internal Span<uint> Destination
    {
        get
        {
            Debug.Assert(!IsWrite, "Only a read has a destination.");
            return MemoryMarshal.AsMemory(_words).Span;
        }
    }

    /// <summary>Makes a read.</summary>
    /// <param name="address">The address of the first register, a multiple of 4.</param>
    /// <param name="words">Where the words go, one for each register, in ascending order of addresses.</param>
    /// <returns>The operation.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="address"/> is not a multiple of 4, or <paramref name="words"/> is empty.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The registers reach beyond the end of a window of <see cref="WindowSize"/>.
    /// </exception>
    public static RegisterOperation Read(uint address, Memory<uint> words) => new(isWrite: false, address, words.Length, words, 0);

    /// <summary>Makes a write of several registers.</summary>
    /// <param name="address">The address of the first register, a multiple of 4.</param>
    /// <param name="words">The words, one for each register, in ascending order of addresses.</param>
    /// <returns>The operation.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="address"/> is not a multiple of 4, or <paramref name="words"/> is empty.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The registers reach beyond the end of a window of <see cref="WindowSize"/>.
    /// </exception>
    public static RegisterOperation Write(uint address, ReadOnlyMemory<uint> words) => new(isWrite: true, address, words.Length, words, 0);

    /// <summary>Makes a write of one register.</summary>
    /// <param name="address">The address of the register, a multiple of 4.</param>
    /// <param name="word">The word.</param>
    /// <returns>The operation.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    public static RegisterOperation Write(uint address, uint word) => new(isWrite: true, address, 1, default, word);

    /// <summary>Describes the operation.</summary>
    /// <returns>Such as <c>reading 4 words at 0x40350140</c>.</returns>
    public override string ToString() => Describe(IsWrite, Count, Address);

    internal static string Describe(bool isWrite, int count, uint address)
    {
        string verb = isWrite ? "writing" : "reading";
        string noun = count == 1 ? "word" : "words";
        return Invariant($"{verb} {count} {noun} at 0x{address:X8}");
    }

    internal static void Check(uint address, int count)
    {
        if (address % Fpga.WordSize != 0)
        {
            throw new ArgumentException(Invariant($"The address 0x{address:X8} is not a multiple of {Fpga.WordSize}."), nameof(address));
        }

        if (count == 0)
        {
            throw new ArgumentException("There is no word to read or write: the board would not answer.", nameof(count));
        }

        uint fitting = (WindowSize - (address % WindowSize)) / Fpga.WordSize;
        if ((uint)count > fitting)
        {
            string allowed = Invariant($"At 0x{address:X8} the board takes at most {fitting} words at once, to the end of its window.");
            throw new ArgumentOutOfRangeException(nameof(count), count, allowed);
        }
    }
}
