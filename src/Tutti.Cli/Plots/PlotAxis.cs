namespace Tutti.Cli.Plots;

/// <summary>Says what an axis shows and how.</summary>
/// <param name="Label">The name of what is shown, such as "Frequency".</param>
/// <param name="Unit">The symbol of the unit that the numbers have, without a prefix; empty for plain numbers.</param>
internal sealed record PlotAxis(string Label, string Unit)
{
    private static readonly string[] WithoutPrefix = ["", "dB", "dBm", "dBV", "deg", "°", "%", "percent", "px", "count"];

    /// <summary>Gets whether equal distances are equal ratios.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Gets the lower end; <see langword="null"/> follows the data.</summary>
    public double? Minimum { get; init; }

    /// <summary>Gets the upper end; <see langword="null"/> follows the data.</summary>
    public double? Maximum { get; init; }

    /// <summary>Gets whether the unit takes prefixes: a volt does, a decibel or a degree does not.</summary>
    public bool TakesPrefix => !WithoutPrefix.Contains(Unit);

    /// <summary>Gets whether the numbers are angles in degrees, which divide better by 45 than by 50.</summary>
    public bool IsInDegrees => Unit is "deg" or "°";
}
