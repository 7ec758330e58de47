namespace Tutti.Quantities;

/// <summary>Lists the named units.</summary>
/// <remarks>
/// Their order is that of the factors in a product: V*s, N*m, Pa*s, A*s. Sizes are exact by definition (BIPM SI brochure, 9th edition) unless another
/// source is given. The Greek and typographic spellings are escaped, since several of them look alike.
/// </remarks>
internal static class UnitDefinitions
{
    private static readonly Dimension Length = Dimension.Of(BaseDimension.Length);
    private static readonly Dimension Mass = Dimension.Of(BaseDimension.Mass);
    private static readonly Dimension Time = Dimension.Of(BaseDimension.Time);
    private static readonly Dimension Current = Dimension.Of(BaseDimension.Current);
    private static readonly Dimension Temperature = Dimension.Of(BaseDimension.Temperature);
    private static readonly Dimension Amount = Dimension.Of(BaseDimension.Amount);
    private static readonly Dimension Intensity = Dimension.Of(BaseDimension.LuminousIntensity);
    private static readonly Dimension Angle = Dimension.Of(BaseDimension.Angle);
    private static readonly Dimension Count = Dimension.Of(BaseDimension.Count);
    private static readonly Dimension Frequency = Dimension.None / Time;
    private static readonly Dimension Volume = Length.Pow(3);
    private static readonly Dimension Energy = Mass * Length.Pow(2) / Time.Pow(2);
    private static readonly Dimension Power = Energy / Time;
    private static readonly Dimension Voltage = Power / Current;
    private static readonly Dimension Charge = Current * Time;
    private static readonly Dimension Flux = Voltage * Time;
    private static readonly Dimension Pressure = Energy / Volume;

    /// <summary>Returns all named units in order.</summary>
    public static IEnumerable<UnitDefinition> All() =>
        [.. Levels(), .. Electricity(), .. Radiation(), .. Mechanics(), .. Numbers(), .. Bases(), .. Counts(), .. Times()];

    private static IEnumerable<UnitDefinition> Levels() =>
    [
        new("dB", "decibel", Dimension.Of(BaseDimension.Level), Scale.One) { IsPrefixable = false, Kind = UnitKind.Level },
        Decibels("dBm", "decibel milliwatt", Power, "mW", 10),
        Decibels("dBW", "decibel watt", Power, "W", 10),
        Decibels("dBV", "decibel volt", Voltage, "V", 20),
        Decibels("dBmV", "decibel millivolt", Voltage, "mV", 20),
        Decibels("dBuV", "decibel microvolt", Voltage, "uV", 20) with { Aliases = ["dB\u00B5V", "dB\u03BCV"] },
        new("degC", "degree Celsius", Temperature, Scale.One)
        {
            IsPrefixable = false,
            Kind = UnitKind.Point,
            Aliases = ["\u00B0C", "\u2103"],
            CreatePoints = static () => new OffsetScale(UnitCatalog.FindNamed("K")!, 273.15m),
        },
    ];

    private static IEnumerable<UnitDefinition> Electricity() =>
    [
        new("V", "volt", Voltage, Scale.One) { Aliases = ["Vrms", "Vpk", "Vpp"] },
        new("Ohm", "ohm", Voltage / Current, Scale.One) { Aliases = ["ohm", "\u03A9", "\u2126"] },
        new("S", "siemens", Current / Voltage, Scale.One),
        new("F", "farad", Charge / Voltage, Scale.One),
        new("H", "henry", Flux / Current, Scale.One),
        new("C", "coulomb", Charge, Scale.One),
        new("Wb", "weber", Flux, Scale.One),
        new("T", "tesla", Flux / Length.Pow(2), Scale.One),
        new("G", "gauss", Flux / Length.Pow(2), Scale.Exact(1, ten: -4)),
    ];

    private static IEnumerable<UnitDefinition> Radiation() =>
    [
        new("lm", "lumen", Intensity * Angle.Pow(2), Scale.One),
        new("lx", "lux", Intensity * Angle.Pow(2) / Length.Pow(2), Scale.One),
        new("Bq", "becquerel", Frequency, Scale.One),
        new("Gy", "gray", Energy / Mass, Scale.One),
        new("Sv", "sievert", Energy / Mass, Scale.One),
        new("kat", "katal", Amount / Time, Scale.One),
        new("M", "molar", Amount / Volume, Scale.Exact(1000)),
    ];

    private static IEnumerable<UnitDefinition> Mechanics() =>
    [
        new("W", "watt", Power, Scale.One),
        new("J", "joule", Energy, Scale.One),
        new("eV", "electronvolt", Energy, Scale.Exact(1602176634, ten: -28)),
        new("Wh", "watthour", Energy, Scale.Exact(3600)),
        new("N", "newton", Energy / Length, Scale.One),
        new("Pa", "pascal", Pressure, Scale.One),
        new("bar", "bar", Pressure, Scale.Exact(100_000)),
        Fixed("atm", "atmosphere", Pressure, Scale.Exact(101_325)),
        new("Torr", "torr", Pressure, Scale.Exact(101_325, 760)),

        // pound-force per square inch: 0.45359237 kg * 9.80665 m/s^2 / (0.0254 m)^2 (NIST SP 811, appendix B)
        Fixed("psi", "pound per square inch", Pressure, Scale.Exact(45_359_237L * 980_665, 254 * 254, -5)),
    ];

    private static IEnumerable<UnitDefinition> Numbers() =>
    [
        Fixed("%", "percent", Dimension.None, Scale.Exact(1, 100), "percent"),
        Fixed("ppm", "part per million", Dimension.None, Scale.Exact(1, ten: -6)),
        Fixed("ppb", "part per billion", Dimension.None, Scale.Exact(1, ten: -9)),
    ];

    private static IEnumerable<UnitDefinition> Bases() =>
    [
        new("A", "ampere", Current, Scale.One),
        new("g", "gram", Mass, Scale.Exact(1, 1000)),
        new("Da", "dalton", Mass, Scale.Exact(166_053_906_892, ten: -38)), // CODATA 2022, uncertainty 5.2e-37 kg
        new("mol", "mole", Amount, Scale.One),
        new("cd", "candela", Intensity, Scale.One),
        new("L", "litre", Volume, Scale.Exact(1, 1000)) { Aliases = ["l"] },
        new("m", "metre", Length, Scale.One),
        Fixed("inch", "inch", Length, Scale.Exact(254, ten: -4), "in"),
        Fixed("angstrom", "angstrom", Length, Scale.Exact(1, ten: -10), "\u00C5", "\u212B"),
        new("K", "kelvin", Temperature, Scale.One),
        new("rad", "radian", Angle, Scale.One),
        new("deg", "degree", Angle, Scale.Exact(1, 180, pi: 1)) { Aliases = ["\u00B0"] },
        Fixed("arcmin", "arcminute", Angle, Scale.Exact(1, 180 * 60, pi: 1), "\u2032"),
        Fixed("arcsec", "arcsecond", Angle, Scale.Exact(1, 180 * 3600, pi: 1), "\u2033"),
        Fixed("turn", "turn", Angle, Scale.Exact(2, pi: 1)),
        new("sr", "steradian", Angle.Pow(2), Scale.One),
    ];

    private static IEnumerable<UnitDefinition> Counts() =>
    [
        new("count", "count", Count, Scale.One) { Aliases = ["counts"] },
        new("cps", "count per second", Count / Time, Scale.One),
        new("px", "pixel", Dimension.Of(BaseDimension.Pixel), Scale.One) { Aliases = ["pixel", "pixels"] },
        new("Sa", "sample", Dimension.Of(BaseDimension.Sample), Scale.One) { Aliases = ["sample", "samples"] },
    ];

    private static IEnumerable<UnitDefinition> Times() =>
    [
        new("Hz", "hertz", Frequency, Scale.One),
        Fixed("rpm", "revolution per minute", Angle / Time, Scale.Exact(2, 60, pi: 1)),
        new("s", "second", Time, Scale.One),
        Fixed("min", "minute", Time, Scale.Exact(60)),
        Fixed("h", "hour", Time, Scale.Exact(3600)),
        Fixed("d", "day", Time, Scale.Exact(86_400), "day", "days"),
    ];

    private static UnitDefinition Fixed(string symbol, string name, Dimension dimension, Scale scale, params string[] aliases) =>
        new(symbol, name, dimension, scale) { IsPrefixable = false, Aliases = aliases };

    private static UnitDefinition Decibels(string symbol, string name, Dimension dimension, string reference, double perDecade) =>
        new(symbol, name, dimension, Scale.One)
        {
            IsPrefixable = false,
            Kind = UnitKind.Point,
            CreatePoints = () => new LogarithmicScale(UnitCatalog.FindNamed(reference)!, UnitCatalog.FindNamed("dB")!, perDecade),
        };
}
