using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tutti.Signals.Internal;

/// <summary>Is the layout of <see cref="System.Numerics.Complex"/>: real and imaginary part in turn.</summary>
internal readonly struct InterleavedLayout : IFftLayout
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load(ref double source, nuint index)
    {
        (Vector256<double> real, Vector256<double> imaginary) = Lanes.Deinterleave(
            Vector256.LoadUnsafe(ref source, unchecked(2 * index)), Vector256.LoadUnsafe(ref source, unchecked((2 * index) + 4)));
        return new Quad(real, imaginary);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Quad value, ref double first, ref double second, nuint index)
    {
        (Vector256<double> low, Vector256<double> high) = Lanes.Interleave(value.Real, value.Imaginary);
        low.StoreUnsafe(ref first, unchecked(2 * index));
        high.StoreUnsafe(ref first, unchecked((2 * index) + 4));
    }
}
