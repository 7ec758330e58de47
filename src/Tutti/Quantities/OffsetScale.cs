namespace Tutti.Quantities;

/// <summary>Is a scale with a shifted zero, such as degC: 0 degC is 273.15 K.</summary>
/// <param name="anchor">The linear unit, also that of differences.</param>
/// <param name="offset">The value of the point zero in the anchor unit.</param>
/// <remarks>Shifts in decimal where that is possible, so that 300.15 K is 27 degC and not 26.999999999999943.</remarks>
internal sealed class OffsetScale(Unit anchor, decimal offset) : PointScale(anchor, anchor)
{
    private const double DecimalRange = 1e12;

    private readonly decimal _offset = offset;

    public override double ToAnchor(double value) => Shift(value, _offset);

    public override double FromAnchor(double value) => Shift(value, -_offset);

    private static double Shift(double value, decimal by) =>
        Math.Abs(value) < DecimalRange ? (double)((decimal)value + by) : value + (double)by;
}
