using System.Globalization;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <summary>Says how far the work of a future has come.</summary>
/// <remarks>Immutable.</remarks>
#pragma warning disable CA1710 // It is read as a property of a future more often than as the data of an event.
public sealed class FutureProgress : EventArgs
#pragma warning restore CA1710
{
    private readonly TimeProvider _clock = Clock.Current;
    private readonly long _since;

    internal FutureProgress(double fraction, string text, TimeSpan? remaining)
    {
        _since = _clock.GetTimestamp();
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
    /// <value>As of the report in an event; as of now, and never less than zero, in <see cref="Future.Progress"/>.</value>
    public TimeSpan? Remaining { get; }

    /// <summary>Writes it for people, such as <c>30 %, 3 of 10, 12.5 s left</c>.</summary>
    /// <returns>The text; <c>unknown</c> if the work has reported nothing.</returns>
    public override string ToString()
    {
        if (double.IsNaN(Fraction))
        {
            return "unknown";
        }

        string text = string.Create(CultureInfo.InvariantCulture, $"{Fraction * 100:0} %{(Text.Length > 0 ? ", " : string.Empty)}{Text}");
        return Remaining is { } remaining && remaining > TimeSpan.Zero ? $"{text}, {Age.Describe(remaining)} left" : text;
    }

    /// <summary>Gives the progress with the time left as of now.</summary>
    internal FutureProgress Now()
    {
        if (Remaining is not { } remaining)
        {
            return this;
        }

        TimeSpan left = remaining - _clock.GetElapsedTime(_since);
        return new FutureProgress(Fraction, Text, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
