namespace Tutti.RedPitaya.Registers;

/// <summary>Is a run of neighbouring bits inside a 32-bit register.</summary>
/// <remarks>Thread-safe. <see langword="default"/> is a field of no bits: it reads as zero and changes nothing.</remarks>
public readonly record struct BitField
{
    /// <summary>Initializes a field.</summary>
    /// <param name="shift">The number of the lowest bit, 0 to 31.</param>
    /// <param name="width">The number of bits, 1 to 32; the field ends inside the register.</param>
    /// <exception cref="ArgumentOutOfRangeException">The field does not lie inside a register.</exception>
    public BitField(int shift, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shift);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shift, 31);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 32 - shift);
        Shift = shift;
        Width = width;
    }

    /// <summary>Gets the number of the lowest bit.</summary>
    /// <value>0 to 31.</value>
    public int Shift { get; }

    /// <summary>Gets the number of bits.</summary>
    /// <value>1 to 32; 0 in <see langword="default"/>.</value>
    public int Width { get; }

    /// <summary>Gets the register's bits that belong to the field.</summary>
    /// <value>A word with ones where the field is.</value>
    public uint Mask => Maximum << Shift;

    /// <summary>Gets the greatest number that fits into the field.</summary>
    /// <value>2^<see cref="Width"/> - 1.</value>
    public uint Maximum => unchecked((uint)((1ul << Width) - 1));

    /// <summary>Takes the field out of a register's word.</summary>
    /// <param name="word">The word.</param>
    /// <returns>The field's number, shifted down to bit 0.</returns>
    public uint Extract(uint word) => (word & Mask) >> Shift;

    /// <summary>Puts a number into the field and keeps the other bits of the word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="number">The number, 0 to <see cref="Maximum"/>.</param>
    /// <returns>The word with the number in the field.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> does not fit.</exception>
    public uint Insert(uint word, uint number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Maximum);
        return (word & ~Mask) | (number << Shift);
    }
}
