namespace Tutti.Cli.Plots;

/// <summary>Holds the colours of a figure.</summary>
/// <remarks>The curves' colours are those of Okabe and Ito ("Color Universal Design", 2008), which people with any kind of colour vision
/// can tell apart; the order gives neighbours a different lightness too.</remarks>
internal static class Palette
{
    /// <summary>The paper.</summary>
    public const string Background = "#ffffff";

    /// <summary>Titles and models.</summary>
    public const string Ink = "#1f2328";

    /// <summary>Labels.</summary>
    public const string Text = "#454c54";

    /// <summary>Frames and ticks.</summary>
    public const string Frame = "#8b949e";

    /// <summary>Grid lines at labelled ticks.</summary>
    public const string MajorGrid = "#dfe3e8";

    /// <summary>Grid lines between them.</summary>
    public const string MinorGrid = "#f0f2f5";

    private static readonly string[] Curves = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"];

    /// <summary>Gives the colour of a curve.</summary>
    /// <param name="index">The curve's place among the data of its panel.</param>
    /// <returns>The colour as #rrggbb.</returns>
    public static string Curve(int index) => Curves[index % Curves.Length];
}
