namespace Tutti.Quantities;

/// <summary>Places the points of a unit such as degC or dBm on a linear unit.</summary>
/// <param name="anchor">The linear unit, such as K or mW.</param>
/// <param name="difference">The unit of the difference of two points, such as K or dB.</param>
internal abstract class PointScale(Unit anchor, Unit difference)
{
    public Unit Anchor { get; } = anchor;

    public Unit Difference { get; } = difference;

    /// <summary>Returns the value in the anchor unit.</summary>
    public abstract double ToAnchor(double value);

    /// <summary>Returns the point at a value in the anchor unit; not a number if there is none.</summary>
    public abstract double FromAnchor(double value);
}
