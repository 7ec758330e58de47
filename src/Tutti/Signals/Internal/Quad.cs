using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tutti.Signals.Internal;

/// <summary>Holds four complex numbers, real and imaginary parts in a vector each.</summary>
/// <remarks>All members are inlined; on a machine without 256-bit vectors the runtime works in halves.</remarks>
internal readonly struct Quad
{
    internal Quad(Vector256<double> real, Vector256<double> imaginary)
    {
        Real = real;
        Imaginary = imaginary;
    }

    internal Vector256<double> Real { get; }

    internal Vector256<double> Imaginary { get; }

    /// <summary>Loads from two arrays at one index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Quad Load(ref double real, ref double imaginary, nuint index)
    {
        return new Quad(Vector256.LoadUnsafe(ref real, index), Vector256.LoadUnsafe(ref imaginary, index));
    }

    /// <summary>Loads four real parts and then four imaginary parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Quad LoadBlock(ref double source, nuint index)
    {
        return new Quad(Vector256.LoadUnsafe(ref source, index), Vector256.LoadUnsafe(ref source, unchecked(index + 4)));
    }

    /// <summary>Fills all lanes with one number out of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Quad BroadcastFromBlock(ref double source, nuint index)
    {
        return new Quad(
            Vector256.Create(Unsafe.Add(ref source, index)), Vector256.Create(Unsafe.Add(ref source, unchecked(index + 4))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Store(ref double real, ref double imaginary, nuint index)
    {
        Real.StoreUnsafe(ref real, index);
        Imaginary.StoreUnsafe(ref imaginary, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Quad Plus(Quad other) => new(Real + other.Real, Imaginary + other.Imaginary);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Quad Minus(Quad other) => new(Real - other.Real, Imaginary - other.Imaginary);

    /// <summary>Gives this + j other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Quad PlusJTimes(Quad other) => new(Real - other.Imaginary, Imaginary + other.Real);

    /// <summary>Gives this - j other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Quad MinusJTimes(Quad other) => new(Real + other.Imaginary, Imaginary - other.Real);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Quad Times(Quad other)
    {
        return new Quad(
            Vector256.MultiplyAddEstimate(Real, other.Real, -(Imaginary * other.Imaginary)),
            Vector256.MultiplyAddEstimate(Real, other.Imaginary, Imaginary * other.Real));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Quad Times(Vector256<double> factor) => new(Real * factor, Imaginary * factor);
}
