using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tutti.Signals.Internal;

/// <summary>Moves numbers between the lanes of vectors: what complex numbers in memory need.</summary>
internal static class Lanes
{
    /// <summary>Turns (r0 i0 r1 i1) and (r2 i2 r3 i3) into (r0 r1 r2 r3) and (i0 i1 i2 i3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<double> Real, Vector256<double> Imaginary) Deinterleave(Vector256<double> low, Vector256<double> high)
    {
        Vector256<double> outer = Vector256.Create(low.GetLower(), high.GetLower());
        Vector256<double> inner = Vector256.Create(low.GetUpper(), high.GetUpper());
        return (UnpackLow(outer, inner), UnpackHigh(outer, inner));
    }

    /// <summary>Turns (r0 r1 r2 r3) and (i0 i1 i2 i3) into (r0 i0 r1 i1) and (r2 i2 r3 i3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<double> Low, Vector256<double> High) Interleave(Vector256<double> real, Vector256<double> imaginary)
    {
        Vector256<double> low = UnpackLow(real, imaginary);
        Vector256<double> high = UnpackHigh(real, imaginary);
        return (Vector256.Create(low.GetLower(), high.GetLower()), Vector256.Create(low.GetUpper(), high.GetUpper()));
    }

    /// <summary>Stores the columns of four rows one after another: a0 b0 c0 d0 a1 b1 ... d3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreTransposed(
        Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d, ref double target, nuint offset)
    {
        Vector256<double> abLow = UnpackLow(a, b);
        Vector256<double> abHigh = UnpackHigh(a, b);
        Vector256<double> cdLow = UnpackLow(c, d);
        Vector256<double> cdHigh = UnpackHigh(c, d);
        Vector256.Create(abLow.GetLower(), cdLow.GetLower()).StoreUnsafe(ref target, offset);
        Vector256.Create(abHigh.GetLower(), cdHigh.GetLower()).StoreUnsafe(ref target, unchecked(offset + 4));
        Vector256.Create(abLow.GetUpper(), cdLow.GetUpper()).StoreUnsafe(ref target, unchecked(offset + 8));
        Vector256.Create(abHigh.GetUpper(), cdHigh.GetUpper()).StoreUnsafe(ref target, unchecked(offset + 12));
    }

    /// <summary>Turns (x0 x1 x2 x3) into (x3 x2 x1 x0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Reverse(Vector256<double> value) => Vector256.Shuffle(value, Vector256.Create(3L, 2, 1, 0));

    /// <summary>Gives (a0 b0 a2 b2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> UnpackLow(Vector256<double> a, Vector256<double> b)
    {
        return Avx.IsSupported
            ? Avx.UnpackLow(a, b)
            : Vector256.Create(a.GetElement(0), b.GetElement(0), a.GetElement(2), b.GetElement(2));
    }

    /// <summary>Gives (a1 b1 a3 b3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> UnpackHigh(Vector256<double> a, Vector256<double> b)
    {
        return Avx.IsSupported
            ? Avx.UnpackHigh(a, b)
            : Vector256.Create(a.GetElement(1), b.GetElement(1), a.GetElement(3), b.GetElement(3));
    }
}
