namespace Tutti.Cli.Plots;

/// <summary>Estimates how wide a text is, since the font that a viewer picks is not known here.</summary>
/// <remarks>The widths are those of DejaVu Sans, the widest of the usual sans-serif fonts, rounded up: with any other one there is a little
/// more room, and nothing overlaps.</remarks>
internal static class TextWidth
{
    private const double Narrow = 0.36;
    private const double Usual = 0.62;
    private const double Wide = 0.87;

    /// <summary>Estimates the width of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fontSize">The size of its font in pixels.</param>
    /// <returns>The width in pixels.</returns>
    public static double Of(string text, double fontSize)
    {
        double width = 0;
        foreach (char character in text)
        {
            width += character switch
            {
                ' ' or '\u00a0' or '.' or ',' or ':' or ';' or '\'' or '(' or ')' => Narrow,
                'f' or 'i' or 'j' or 'l' or 'r' or 't' or 'I' => Narrow,
                'm' or 'w' or 'M' or 'W' or '\u2212' or '%' or '@' => Wide,
                >= 'A' and <= 'Z' => 0.70,
                _ => Usual,
            };
        }

        return width * fontSize;
    }
}
