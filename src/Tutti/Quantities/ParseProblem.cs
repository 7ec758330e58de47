using System.Globalization;

namespace Tutti.Quantities;

/// <summary>Says why a text could not be read, and where.</summary>
/// <param name="What">What is wrong, worded so that a place can follow.</param>
/// <param name="Position">Where in the text, counted from 0.</param>
/// <param name="UnknownName">The name that is no unit, if that is the reason.</param>
internal readonly record struct ParseProblem(string What, int Position, string? UnknownName = null)
{
    private const int MaxShown = 60;

    /// <summary>Words the refusal.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="target">What it should have been.</param>
    public FormatException ToException(ReadOnlySpan<char> text, string target)
    {
        string example = target == "a unit" ? "Write a unit, such as mm, mm^3/s or dBm." : "Write a number and a unit, such as 2.5 mm, 1 mm^3/s or -10 dBm.";
        return new FormatException(string.Create(CultureInfo.InvariantCulture, $"Cannot read '{Shorten(text)}' as {target}: {What} at character {Position + 1}.{Advice()} {example}"));
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= MaxShown ? text.ToString() : $"{text[..MaxShown]}...";

    private string Advice()
    {
        string similar = UnknownName is null ? string.Empty : string.Join(" or ", UnitCatalog.FindSimilar(UnknownName));
        return similar.Length == 0 ? string.Empty : $" Did you mean {similar}?";
    }
}
