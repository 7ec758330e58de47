using System.Collections.Concurrent;

namespace Tutti.Quantities;

/// <summary>Knows all named units, finds them by symbol or other spelling, and keeps each unit that was made: one object per unit.</summary>
internal static class UnitCatalog
{
    private static readonly ConcurrentDictionary<string, Unit> Made = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, UnitDefinition> Definitions = CreateDefinitions();

    /// <summary>The unit of plain numbers.</summary>
    public static readonly Unit One = new(string.Empty, "one", Dimension.None, Scale.One, []);

    /// <summary>Gets the named units in their order, without prefixes.</summary>
    public static IEnumerable<UnitDefinition> All => Definitions.Values.Distinct().OrderBy(static definition => definition.Rank);

    /// <summary>Finds a unit that was made before by its written symbol, without allocating.</summary>
    /// <param name="symbol">The symbol, possibly of a product.</param>
    /// <returns>The unit, or <see langword="null"/>.</returns>
    public static Unit? FindMade(ReadOnlySpan<char> symbol) =>
        Made.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(symbol, out Unit? unit) ? unit : null;

    /// <summary>Finds a named unit, with or without prefix, in any spelling.</summary>
    /// <param name="name">The symbol or an alias.</param>
    /// <returns>The unit, or <see langword="null"/> if there is none.</returns>
    public static Unit? FindNamed(ReadOnlySpan<char> name)
    {
        Dictionary<string, UnitDefinition>.AlternateLookup<ReadOnlySpan<char>> definitions =
            Definitions.GetAlternateLookup<ReadOnlySpan<char>>();
        if (definitions.TryGetValue(name, out UnitDefinition? definition))
        {
            return Make(default, definition);
        }

        for (int i = 0; i < UnitPrefix.All.Count; i++)
        {
            UnitPrefix prefix = UnitPrefix.All[i];
            if (name.StartsWith(prefix.Symbol, StringComparison.Ordinal)
                && definitions.TryGetValue(name[prefix.Symbol.Length..], out definition) && definition.IsPrefixable)
            {
                return Make(prefix, definition);
            }
        }

        return null;
    }

    /// <summary>Finds spellings that differ from a name in case only.</summary>
    /// <param name="name">What was written.</param>
    /// <returns>The symbols of the units that may have been meant.</returns>
    public static IEnumerable<string> FindSimilar(string name) =>
        from prefix in UnitPrefix.All.Prepend(default)
        from definition in All
        where prefix.Symbol is null || definition.IsPrefixable
        let symbol = prefix.Symbol is null ? definition.Symbol : prefix.WrittenSymbol + definition.Symbol
        where string.Equals(symbol, name, StringComparison.OrdinalIgnoreCase)
        select symbol;

    /// <summary>Returns the one unit that is a product of powers.</summary>
    /// <param name="factors">The factors, sorted by rank, each atom once and none with the exponent 0.</param>
    /// <returns>The unit.</returns>
    /// <exception cref="OverflowException">An exponent or the size is out of range.</exception>
    public static Unit Make(UnitFactor[] factors)
    {
        if (factors.Length == 0)
        {
            return One;
        }

        if (factors is [{ Halves: 2 }])
        {
            return factors[0].Atom;
        }

        string symbol = Write(factors, static unit => unit.Symbol);
        return Made.TryGetValue(symbol, out Unit? unit) ? unit : Made.GetOrAdd(symbol, static (symbol, factors) => Create(symbol, factors), factors);
    }

    private static Unit Create(string symbol, UnitFactor[] factors)
    {
        Dimension dimension = Dimension.None;
        Scale scale = Scale.One;
        foreach ((Unit atom, int halves) in factors)
        {
            dimension *= atom.Dimension.Power(halves);
            scale *= atom.Scale.Power(halves);
        }

        return new Unit(symbol, Write(factors, static unit => unit.Name), dimension, scale, factors);
    }

    private static Unit Make(UnitPrefix prefix, UnitDefinition definition)
    {
        string symbol = prefix.Symbol is null ? definition.Symbol : prefix.WrittenSymbol + definition.Symbol;
        return Made.TryGetValue(symbol, out Unit? unit)
            ? unit
            : Made.GetOrAdd(symbol, static (symbol, from) => new Unit(symbol, from.prefix, from.definition), (prefix, definition));
    }

    private static string Write(UnitFactor[] factors, Func<Unit, string> name) =>
        ProductText.Write(Array.ConvertAll(factors, factor => (name(factor.Atom), factor.Halves)));

    private static Dictionary<string, UnitDefinition> CreateDefinitions()
    {
        Dictionary<string, UnitDefinition> byName = new(StringComparer.Ordinal);
        int rank = 0;
        foreach (UnitDefinition unranked in UnitDefinitions.All())
        {
            UnitDefinition definition = unranked with { Rank = rank++ };
            byName.Add(definition.Symbol, definition);
            foreach (string alias in definition.Aliases)
            {
                byName.Add(alias, definition);
            }
        }

        return byName;
    }
}
