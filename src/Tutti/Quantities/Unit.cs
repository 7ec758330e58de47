namespace Tutti.Quantities;

/// <summary>Is a unit of measurement, such as <c>mm</c>, <c>mm^3/s</c> or <c>dBm</c>. There is one object per unit, so that units are compared by reference.</summary>
/// <remarks>
/// <para>
/// Units are immutable and safe to use from any thread. Those of the laboratory are properties of <see cref="Units"/> under their symbols and of this
/// class under their long names (<see cref="Tesla"/>), which a variable named <c>T</c> cannot hide. Others are made by
/// multiplication, division and <see cref="Pow"/>, or by <see cref="Parse(string)"/>; they live as long as the process.
/// </para>
/// <para>
/// Two units of the same size can differ: 1 mm^3 is 1 uL, but the units are written differently and are different objects. The
/// order of factors does not matter: N*m and m*N are the same.
/// </para>
/// </remarks>
public sealed partial class Unit
{
    private const double OrdinarySize = 1e60;
    private const int PrefixSpan = 100;

    private static int _count;

    private readonly double _multiplier;
    private readonly double _divisor;
    private readonly UnitFactor[] _factors;

    /// <summary>Makes a product of powers. Called by the catalog only, which keeps one object per unit.</summary>
    internal Unit(string symbol, string name, Dimension dimension, Scale scale, UnitFactor[] factors)
    {
        Symbol = symbol;
        Name = name;
        Dimension = dimension;
        Scale = scale;
        _factors = factors;
        (_multiplier, _divisor) = scale.ToDoubles();
        double size = _multiplier / _divisor;
        if (!double.IsNormal(size))
        {
            throw new OverflowException($"The unit {symbol} is too large or too small: its size in SI units is not a normal number.");
        }

        Id = Interlocked.Increment(ref _count);
        HasOrdinarySize = size is < OrdinarySize and > 1 / OrdinarySize;
    }

    /// <summary>Makes a named unit. Called by the catalog only, which keeps one object per unit.</summary>
    internal Unit(string symbol, UnitPrefix prefix, UnitDefinition definition)
        : this(symbol, prefix.Name + definition.Name, definition.Dimension, definition.Scale * Scale.Exact(1, ten: prefix.Ten), [])
    {
        _factors = [new UnitFactor(this, 2)];
        Kind = definition.Kind;
        Points = definition.CreatePoints?.Invoke();
        Rank = (definition.Rank * PrefixSpan) - prefix.Ten;
        HasOrdinarySize &= Points is null;
    }

    /// <summary>Gets the unit of plain numbers; a <see cref="Quantity"/> stores it as <see langword="null"/>.</summary>
    public static Unit One => UnitCatalog.One;

    /// <summary>Gets the symbol in ASCII, such as <c>um</c>, <c>kOhm</c>, <c>W/(m^2*K)</c> or <c>V/sqrt(Hz)</c>; empty for <see cref="One"/>.</summary>
    public string Symbol { get; }

    /// <summary>Gets the long name, such as <c>micrometre</c> or <c>millimetre^3/second</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the dimension. That of a point unit is the dimension of its scale: temperature for degC, power for dBm.</summary>
    public Dimension Dimension { get; }

    /// <summary>Gets the kind, which says what arithmetic is allowed.</summary>
    public UnitKind Kind { get; }

    /// <summary>Gets the unit of the difference of two quantities in this unit: K for degC, dB for dBm, else the unit itself.</summary>
    public Unit Difference => Points?.Difference ?? this;

    /// <summary>Gets the size of the unit in SI units, such as 0.001 for mm, rounded once from the exact value.</summary>
    /// <exception cref="UnitException">The unit is a point unit (degC, dBm), which is no multiple of an SI unit.</exception>
    public double Factor => Points is null
        ? _multiplier / _divisor
        : throw new UnitException($"{Symbol} is a point on a scale and has no factor; convert values with In({Points.Anchor}).");

    /// <summary>Gets the scale of a point unit, else <see langword="null"/>.</summary>
    internal PointScale? Points { get; }

    /// <summary>Gets the exact size of a linear unit.</summary>
    internal Scale Scale { get; }

    /// <summary>Gets the named units of which this one is made.</summary>
    internal ReadOnlySpan<UnitFactor> Factors => _factors;

    /// <summary>Gets the place of a named unit within a product: by the catalog, and larger prefixes first.</summary>
    internal int Rank { get; }

    /// <summary>Gets a number of the unit's own, for tables.</summary>
    internal int Id { get; }

    /// <summary>Gets a value that says whether the unit is linear and so large that the SI value of an ordinary number is ordinary too.</summary>
    internal bool HasOrdinarySize { get; }

    /// <summary>Reads a unit, such as <c>mm^3/s</c>, <c>µm</c> or <c>V/√Hz</c>.</summary>
    /// <param name="text">The symbol; see <see cref="Quantity"/> for the spellings. Empty means <see cref="One"/>.</param>
    /// <returns>The unit.</returns>
    /// <exception cref="FormatException">The text is no unit; the message says what is wrong, where, and what is allowed.</exception>
    public static Unit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        UnitParser parser = new(text);
        return parser.TryParse(out Unit? unit) ? unit : throw parser.Problem.ToException(text, "a unit");
    }

    /// <summary>Reads a unit if the text is one.</summary>
    /// <param name="text">The symbol; see <see cref="Quantity"/> for the spellings. Empty means <see cref="One"/>.</param>
    /// <param name="unit">The unit, or <see langword="null"/>.</param>
    /// <returns><see langword="true"/> if the text is a unit.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Unit? unit)
    {
        UnitParser parser = new(text);
        return parser.TryParse(out unit);
    }

    /// <summary>Returns the <see cref="Symbol"/>.</summary>
    /// <returns>The symbol.</returns>
    public override string ToString() => Symbol;

    /// <summary>Returns a value in SI units.</summary>
    internal double ToSi(double value) => Points is null
        ? Rescale(value, _multiplier, _divisor)
        : Points.Anchor.ToSi(Points.ToAnchor(value));

    /// <summary>Multiplies and divides without an intermediate overflow.</summary>
    internal static double Rescale(double value, double multiplier, double divisor)
    {
        double scaled = value * multiplier / divisor;
        return double.IsInfinity(scaled) ? value / divisor * multiplier : scaled;
    }
}
