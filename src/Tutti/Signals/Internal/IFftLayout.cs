namespace Tutti.Signals.Internal;

/// <summary>Says how complex numbers lie in memory at the two ends of a transform.</summary>
/// <remarks>Implemented by empty structs, so that the runtime compiles each stage once per layout, without a branch inside.</remarks>
internal interface IFftLayout
{
    /// <summary>Loads four numbers.</summary>
    static abstract Quad Load(ref double source, nuint index);

    /// <summary>Stores four numbers.</summary>
    static abstract void Store(Quad value, ref double first, ref double second, nuint index);
}
