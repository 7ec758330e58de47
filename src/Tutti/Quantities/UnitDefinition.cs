namespace Tutti.Quantities;

/// <summary>Is one line of the <see cref="UnitCatalog"/>: a named unit before any prefix.</summary>
/// <param name="Symbol">The symbol, in ASCII.</param>
/// <param name="Name">The long name.</param>
/// <param name="Dimension">The dimension.</param>
/// <param name="Scale">The size in SI units; without meaning for a point unit.</param>
internal sealed record UnitDefinition(string Symbol, string Name, Dimension Dimension, Scale Scale)
{
    /// <summary>Gets the other spellings that are read, never written.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Gets a value that says whether SI prefixes may stand before it.</summary>
    public bool IsPrefixable { get; init; } = true;

    /// <summary>Gets the kind.</summary>
    public UnitKind Kind { get; init; }

    /// <summary>Gets the maker of the scale of a point unit, called once and late since it needs other units.</summary>
    public Func<PointScale>? CreatePoints { get; init; }

    /// <summary>Gets the place in the catalog, which is also the order of units within a product.</summary>
    public int Rank { get; init; }
}
