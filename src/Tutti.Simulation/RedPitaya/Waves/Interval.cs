namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>Bounds of a signal over a span of time.</summary>
/// <param name="Low">A number that no value is below.</param>
/// <param name="High">A number that no value is above.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>Gets the bounds of a sum of two signals.</summary>
    /// <param name="left">The bounds of the first.</param>
    /// <param name="right">The bounds of the second.</param>
    public static Interval operator +(Interval left, Interval right) => new(left.Low + right.Low, left.High + right.High);

    /// <summary>Returns the bounds that hold over two spans.</summary>
    /// <param name="other">The bounds over the other span.</param>
    /// <returns>The wider bounds.</returns>
    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Returns bounds that are wider on both sides.</summary>
    /// <param name="margin">How much wider.</param>
    /// <returns>The wider bounds.</returns>
    public Interval Widen(double margin) => new(Low - margin, High + margin);
}
