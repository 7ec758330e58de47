namespace Tutti.Execution;

/// <summary>Says how far the work of a future has come.</summary>
/// <remarks>Immutable.</remarks>
#pragma warning disable CA1710 // It is read as a property of a future more often than as the data of an event.
public sealed class FutureProgress : EventArgs
#pragma warning restore CA1710
{
    internal FutureProgress(double fraction, string text, TimeSpan? remaining)
    {
        Fraction = fraction;
        Text = text;
        Remaining = remaining;
    }

    /// <summary>Gets the progress of work that has reported nothing.</summary>
    public static FutureProgress Unknown { get; } = new(double.NaN, string.Empty, null);

    /// <summary>Gets the part that is done.</summary>
    /// <value>From 0 to 1; NaN as long as the work has reported nothing.</value>
    public double Fraction { get; }

    /// <summary>Gets what the work says of it, such as <c>"3 of 10"</c>; empty if nothing.</summary>
    public string Text { get; }

    /// <summary>Gets the time left if the work goes on at its mean pace so far; <see langword="null"/> if unknown.</summary>
    public TimeSpan? Remaining { get; }
}
