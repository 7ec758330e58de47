using System.Numerics;

namespace Tutti.RedPitaya.Registers;

/// <summary>Is what a network-analyzer measurement of an IQ module has summed up (section 2.9).</summary>
/// <remarks>
/// Each sum is a signed number of 62 bits in two registers: bits 30 to 0 are bits 30 to 0 of the first, bits 61 to 31 are bits 30 to 0 of
/// the second; bit 31 of each of the four registers is 1 while the measurement is busy. An input <c>A sin(wt)</c> adds <c>A * 2^22</c> to
/// <see cref="InPhase"/> in each cycle; a lagging one has a <see cref="Quadrature"/> below zero.
/// </remarks>
/// <param name="InPhase">The sum I, -2^61 to less than 2^61.</param>
/// <param name="Quadrature">The sum Q, -2^61 to less than 2^61.</param>
/// <param name="IsBusy">Whether the measurement was still running, so that the sums are not complete.</param>
public readonly record struct IqSums(long InPhase, long Quadrature, bool IsBusy)
{
    /// <summary>Is the number of registers.</summary>
    public const int WordCount = 4;

    private const long VoltPerCycle = 1L << 22;
    private const uint BusyBit = 1u << 31;
    private const int UnusedBits = 2;

    /// <summary>Decodes the registers.</summary>
    /// <param name="words"><see cref="WordCount"/> words read from <see cref="IqRegisters.Sums"/> in one exchange.</param>
    /// <returns>The sums.</returns>
    /// <exception cref="ArgumentException">There are not <see cref="WordCount"/> words.</exception>
    public static IqSums Decode(ReadOnlySpan<uint> words)
    {
        if (words.Length != WordCount)
        {
            throw new ArgumentException($"The sums are {WordCount} words.", nameof(words));
        }

        bool isBusy = ((words[0] | words[1] | words[2] | words[3]) & BusyBit) != 0;
        return new IqSums(Join(words[0], words[1]), Join(words[2], words[3]), isBusy);
    }

    /// <summary>Encodes the sums, as the board does.</summary>
    /// <param name="words">Where <see cref="WordCount"/> words go.</param>
    /// <exception cref="ArgumentException">There are not <see cref="WordCount"/> words.</exception>
    public void Encode(Span<uint> words)
    {
        if (words.Length != WordCount)
        {
            throw new ArgumentException($"The sums are {WordCount} words.", nameof(words));
        }

        (words[0], words[1]) = Split(InPhase);
        (words[2], words[3]) = Split(Quadrature);
    }

    /// <summary>Makes the measured amplitude of the sums.</summary>
    /// <param name="averagingCycles">The number of cycles summed up, as in <see cref="IqRegisters.AveragingCycles"/>; above zero.</param>
    /// <returns>The complex amplitude in volts; divided by the amplitude of the output it is the transfer function.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="averagingCycles"/> is zero.</exception>
    public Complex ToVolts(uint averagingCycles)
    {
        ArgumentOutOfRangeException.ThrowIfZero(averagingCycles);
        double scale = (double)averagingCycles * VoltPerCycle;
        return new Complex(InPhase / scale, Quadrature / scale);
    }

    private static long Join(uint low, uint high)
    {
        ulong bits = (low & ~BusyBit) | ((ulong)(high & ~BusyBit) << 31);
        return unchecked((long)(bits << UnusedBits)) >> UnusedBits;
    }

    private (uint Low, uint High) Split(long sum)
    {
        ulong bits = unchecked((ulong)sum);
        uint busy = IsBusy ? BusyBit : 0;
        return ((uint)(bits & ~BusyBit & 0xFFFF_FFFF) | busy, (uint)((bits >> 31) & 0x7FFF_FFFF) | busy);
    }
}
