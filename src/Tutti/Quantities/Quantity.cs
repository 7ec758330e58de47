using Meziantou.Analyzer.Annotations;

namespace Tutti.Quantities;

/// <summary>Is a number with a unit: <c>2 * mm</c>, <c>1 * mm3 / s</c>, <c>5 * deg</c>. The <see langword="default"/> is the plain number 0.</summary>
/// <remarks>
/// <para>
/// <b>Arithmetic.</b> A sum has the unit of its left side; adding or comparing different dimensions throws <see cref="UnitException"/>.
/// A product or quotient has the product or quotient of the units. Units that cancel are worked into the number (1 mm / 1 um is
/// 1000), and so are shares of something (50 % * 2 V is 1 V). There is no conversion from a number or a unit: a plain number is
/// written <c>3 * Unit.One</c>, and <c>(double)quantity</c> is allowed for plain numbers only.
/// </para>
/// <para>
/// <b>Point units</b> (degC, dBm, dBV ...) are points on a scale whose zero is a convention. <c>In</c>, <c>To</c> and comparison see the
/// scale (20 degC is 293.15 K, 30 dBm is 1 W). point + difference = point, point - difference = point, point - point =
/// difference; differences are in K, or in dB. Everything else (sum, sign, product, power) throws and says what to write instead.
/// </para>
/// <para>
/// <b>dB</b> is the logarithm of a ratio. It is added and subtracted, scaled by plain numbers, and added to its points (dBm + dB = dBm). It is no
/// plain number: <see cref="Decibel"/> gives the ratio of powers or of amplitudes. It multiplies no unit.
/// </para>
/// <para>
/// <b>Equality</b>, hash and order use the value in SI units rounded to 15 significant digits, so that 2.5 mm equals 2500 um. Numbers that
/// come out of longer calculations should be compared with a tolerance. The operators follow <see cref="double"/>: not a number equals
/// nothing and is neither smaller nor larger, and comparing different dimensions throws. <see cref="Equals(Quantity)"/>, for
/// collections, never throws, and not a number equals itself; 0 equals -0.
/// </para>
/// <para>
/// <b>Text.</b> <see cref="ToString()"/> writes <c>2.5 mm^3/s</c> and <see cref="Parse(string)"/> reads it back to the same value and unit, in
/// the invariant culture always. For people the number takes a format: <c>$"{flow:0.##}"</c> is <c>8.33 mm^3/s</c>. Read are also all SI
/// prefixes, <c>µ Ω ° °C ² ³ ⁻¹ · √ −</c>, <c>mm3</c> for <c>mm^3</c>, a missing space, parentheses, and Vrms, Vpk, Vpp for V. Products and
/// quotients go from left to right, as in C#.
/// </para>
/// </remarks>
[CultureInsensitiveType]
public readonly partial struct Quantity : IEquatable<Quantity>, IComparable<Quantity>, ISpanFormattable, ISpanParsable<Quantity>
{
    /// <summary>Initializes a new quantity.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">The unit; <see langword="null"/> or <see cref="Unit.One"/> for a plain number.</param>
    public Quantity(double value, Unit? unit)
    {
        Value = value;
        Unit = ReferenceEquals(unit, UnitCatalog.One) ? null : unit;
    }

    /// <summary>Gets the number, in <see cref="Unit"/>.</summary>
    public double Value { get; }

    /// <summary>Gets the unit, or <see langword="null"/> for a plain number.</summary>
    public Unit? Unit { get; }

    /// <summary>Gets the dimension.</summary>
    public Dimension Dimension => Unit?.Dimension ?? Dimension.None;

    private bool IsPoint => Unit is { Kind: UnitKind.Point };

    private bool IsLinear => Unit is null or { Kind: UnitKind.Linear };

    private Unit UnitOrOne => Unit ?? UnitCatalog.One;

    /// <summary>Returns the number of a plain number, with percent, ppm and the like worked in.</summary>
    /// <param name="quantity">The plain number.</param>
    /// <returns>The number.</returns>
    /// <exception cref="UnitException">The quantity has a dimension.</exception>
    public static explicit operator double(Quantity quantity) => quantity.In(UnitCatalog.One);

    /// <summary>Returns the number in another unit.</summary>
    /// <param name="unit">The unit, of the same dimension; <see langword="null"/> or <see cref="Unit.One"/> for a plain number.</param>
    /// <returns>The number, correctly rounded where the ratio of the units is a whole number or one over a whole number.</returns>
    /// <exception cref="UnitException">The dimensions differ, or the value has no place on the scale (a negative power in dBm).</exception>
    public double In(Unit? unit)
    {
        Unit from = UnitOrOne;
        Unit to = unit ?? UnitCatalog.One;
        return ReferenceEquals(from, to) ? Value : UnitConversion.Convert(Value, from, to);
    }

    /// <summary>Returns the same quantity in another unit.</summary>
    /// <param name="unit">The unit, of the same dimension; <see langword="null"/> or <see cref="Unit.One"/> for a plain number.</param>
    /// <returns>The quantity.</returns>
    /// <exception cref="UnitException">The dimensions differ, or the value has no place on the scale (a negative power in dBm).</exception>
    public Quantity To(Unit? unit) => new(In(unit), unit);
}
