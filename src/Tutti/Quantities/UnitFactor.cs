namespace Tutti.Quantities;

/// <summary>Is one named unit in a product of powers.</summary>
/// <param name="Atom">The named unit, such as mm.</param>
/// <param name="Halves">Twice the exponent.</param>
internal readonly record struct UnitFactor(Unit Atom, int Halves);
