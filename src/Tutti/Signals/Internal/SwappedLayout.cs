using System.Runtime.CompilerServices;

namespace Tutti.Signals.Internal;

/// <summary>Is the interleaved layout with real and imaginary parts exchanged, which makes an inverse transform of a forward one.</summary>
internal readonly struct SwappedLayout : IFftLayout
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load(ref double source, nuint index)
    {
        Quad value = InterleavedLayout.Load(ref source, index);
        return new Quad(value.Imaginary, value.Real);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Quad value, ref double first, ref double second, nuint index)
    {
        InterleavedLayout.Store(new Quad(value.Imaginary, value.Real), ref first, ref second, index);
    }
}
