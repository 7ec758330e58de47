using System.Globalization;

namespace Tutti.Quantities;

/// <summary>Writes values that were measured, for people: with at most four digits that count, and never as a power of ten that needs none.</summary>
internal static class BriefText
{
    /// <summary>Writes a value; one that is no number as it is.</summary>
    public static string Of(object? value) => value switch
    {
        Quantity quantity => new Quantity(Rounded(quantity.Value), quantity.Unit).ToString(),
        double number => Rounded(number).ToString(CultureInfo.InvariantCulture),
        float number => Rounded(number).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
