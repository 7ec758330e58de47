using System.Runtime.CompilerServices;

namespace Tutti.Signals.Internal;

/// <summary>Is the layout with real and imaginary parts in arrays of their own; it is only written to.</summary>
internal readonly struct SplitLayout : IFftLayout
{
    /// <inheritdoc/>
    public static Quad Load(ref double source, nuint index) => throw new NotSupportedException();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Quad value, ref double first, ref double second, nuint index) => value.Store(ref first, ref second, index);
}
