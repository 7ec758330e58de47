namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>Converts signals between numbers and the 14 low bits of a word.</summary>
internal static class BusWord
{
    private const uint Mask = 0x3FFF;
    private const int UnusedBits = 18;

    /// <summary>Returns the word that shows a signal.</summary>
    /// <param name="counts">The signal, in counts.</param>
    /// <returns>Its 14 bits in two's complement.</returns>
    public static uint From(int counts) => unchecked((uint)counts) & Mask;

    /// <summary>Returns the signal that a word holds.</summary>
    /// <param name="word">The word; its low 14 bits count.</param>
    /// <returns>The signal, in counts.</returns>
    public static int ToCounts(uint word) => unchecked((int)(word << UnusedBits)) >> UnusedBits;
}
