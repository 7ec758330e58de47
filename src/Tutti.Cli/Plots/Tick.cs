namespace Tutti.Cli.Plots;

/// <summary>Is one mark on an axis.</summary>
/// <param name="Value">Where it stands, in the axis's own unit.</param>
/// <param name="Label">What is written at it; empty for a minor one.</param>
internal readonly record struct Tick(double Value, string Label)
{
    /// <summary>Gets whether the mark carries a label and a strong grid line.</summary>
    public bool IsMajor => Label.Length > 0;
}
