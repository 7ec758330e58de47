namespace Tutti.Quantities;

/// <summary>Is an SI prefix.</summary>
/// <param name="Symbol">The symbol, such as m.</param>
/// <param name="Name">The name, such as milli.</param>
/// <param name="Ten">The power of ten, such as -3.</param>
internal readonly record struct UnitPrefix(string Symbol, string Name, int Ten)
{
    private static readonly UnitPrefix[] Prefixes =
    [
        new("Q", "quetta", 30), new("R", "ronna", 27), new("Y", "yotta", 24), new("Z", "zetta", 21), new("E", "exa", 18),
        new("P", "peta", 15), new("T", "tera", 12), new("G", "giga", 9), new("M", "mega", 6), new("k", "kilo", 3),
        new("h", "hecto", 2), new("da", "deca", 1), new("d", "deci", -1), new("c", "centi", -2), new("m", "milli", -3),
        new("u", "micro", -6), new("n", "nano", -9), new("p", "pico", -12), new("f", "femto", -15), new("a", "atto", -18),
        new("z", "zepto", -21), new("y", "yocto", -24), new("r", "ronto", -27), new("q", "quecto", -30),
        new("\u00B5", "micro", -6), new("\u03BC", "micro", -6),
    ];

    /// <summary>Gets all SI prefixes (BIPM SI brochure, 9th edition with the prefixes of 2022, table 7), and two other spellings of micro.</summary>
    public static IReadOnlyList<UnitPrefix> All => Prefixes;

    /// <summary>Gets the symbol that is written: u for every spelling of micro.</summary>
    public string WrittenSymbol => Ten == -6 ? "u" : Symbol;
}
