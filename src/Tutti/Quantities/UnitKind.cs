namespace Tutti.Quantities;

/// <summary>Says which arithmetic a unit takes part in.</summary>
/// <remarks>See <see cref="Quantity"/> for the rules.</remarks>
public enum UnitKind
{
    /// <summary>A multiple of SI units, such as mm, V or percent: everything is allowed.</summary>
    Linear,

    /// <summary>The logarithm of a ratio, dB: added, subtracted and scaled by plain numbers, but no factor of a product with other units.</summary>
    Level,

    /// <summary>A point on a scale whose zero is a convention, such as degC or dBm: only the difference of two points can be added.</summary>
    Point,
}
