using System.Numerics;

namespace Tutti.Signals.Internal;

/// <summary>Keeps the roots of unity that a stage of a transform multiplies with, one table per stage length.</summary>
/// <remarks>
/// A table serves every transform that has a stage of its length. It is made at the first use and kept: 12 bytes per point of its length.
/// Two threads that need it first at the same time both make it; one of the equal tables stays.
/// </remarks>
internal static class FftTwiddles
{
    /// <summary>The number of doubles in a block: real and imaginary parts of w, w^2 and w^3 for four neighbouring p.</summary>
    internal const int BlockLength = 24;

    private static readonly double[]?[] Tables = new double[]?[32];

    private static readonly Complex[] ShortRoots = CreateShortRoots();

    /// <summary>Gives the table of a stage length m: w = exp(-2 pi i p / m) for p = 0 .. m/4 - 1, in blocks of four p.</summary>
    /// <param name="length">The stage length, a power of two of at least 16.</param>
    internal static double[] For(int length)
    {
        ref double[]? table = ref Tables[BitOperations.Log2((uint)length)];
        return Volatile.Read(ref table) ?? Interlocked.CompareExchange(ref table, Create(length), null) ?? table;
    }

    /// <summary>Gives exp(-2 pi i product / length) for lengths that divide 16.</summary>
    internal static Complex ShortRoot(int product, int length) => ShortRoots[product % length * (16 / length)];

    private static Complex[] CreateShortRoots()
    {
        var roots = new Complex[16];
        for (int i = 0; i < roots.Length; i++)
        {
            (double sin, double cos) = double.SinCosPi(-i / 8.0);
            roots[i] = new Complex(cos, sin);
        }

        return roots;
    }

    private static double[] Create(int length)
    {
        var table = new double[length / 4 / 4 * BlockLength];
        for (int p = 0; p < length / 4; p++)
        {
            int at = (p / 4 * BlockLength) + (p % 4);
            for (int power = 1; power <= 3; power++)
            {
                (double sin, double cos) = double.SinCosPi(-2.0 * power * p / length);   // the argument is exact
                table[at] = cos;
                table[at + 4] = sin;
                at += 8;
            }
        }

        return table;
    }
}
