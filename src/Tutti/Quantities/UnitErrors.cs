namespace Tutti.Quantities;

/// <summary>Words the refusals of this namespace, so that they all sound alike.</summary>
internal static class UnitErrors
{
    /// <summary>Two dimensions differ.</summary>
    public static UnitException Different(string attempt, Dimension left, Dimension right) =>
        new($"Cannot {attempt}: {left} and {right} are different dimensions.");

    /// <summary>A quantity has no place in a unit of another dimension.</summary>
    public static UnitException CannotExpress(Quantity quantity, Unit unit)
    {
        string advice = quantity.Unit?.Kind == UnitKind.Level || unit.Kind == UnitKind.Level
            ? " The ratio behind a level is given by Decibel.ToPowerRatio or Decibel.ToAmplitudeRatio."
            : string.Empty;
        string target = unit.Symbol.Length == 0 ? "as a plain number" : $"in {unit}";
        return new($"Cannot express {quantity} {target}: {quantity.Dimension} and {unit.Dimension} are different dimensions.{advice}");
    }

    /// <summary>A unit takes no part in a product.</summary>
    public static UnitException NotLinear(Unit unit, string attempt) => unit.Points is { } points
        ? new($"{attempt}: {unit} is a point on a scale. Convert it first with To({points.Anchor}).")
        : new($"{attempt}: {unit} is the logarithm of a ratio. Convert it first with Decibel.ToPowerRatio or Decibel.ToAmplitudeRatio.");

    /// <summary>A sum or difference would need a difference where a point is given.</summary>
    public static UnitException NotDifference(string attempt, Unit point) =>
        new($"Cannot {attempt}: {point} is a point on a scale, and only a difference in {point.Difference} can be added to or taken from it. "
            + $"Give the difference in {point.Difference}, or convert to {point.Points!.Anchor} first.");
}
