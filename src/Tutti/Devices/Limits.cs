using Tutti.Quantities;

namespace Tutti.Devices;

/// <summary>Is the range of values that a parameter takes, both ends included.</summary>
/// <remarks>Immutable.</remarks>
public sealed record Limits
{
    /// <summary>Initializes a new range.</summary>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value, in any unit of the same dimension.</param>
    /// <exception cref="UnitException">The two have different dimensions.</exception>
    /// <exception cref="ArgumentException"><paramref name="minimum"/> is above <paramref name="maximum"/>, or one is not a number.</exception>
    public Limits(Quantity minimum, Quantity maximum)
    {
        if (double.IsNaN(minimum.Value) || double.IsNaN(maximum.Value) || minimum > maximum)
        {
            throw new ArgumentException($"The limits {minimum} to {maximum} contain no value.", nameof(minimum));
        }

        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Gets the smallest value.</summary>
    public Quantity Minimum { get; }

    /// <summary>Gets the largest value.</summary>
    public Quantity Maximum { get; }

    /// <summary>Tells whether a value is within; compared to 15 significant digits of the SI value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it is.</returns>
    /// <exception cref="UnitException">It has another dimension.</exception>
    public bool Contains(Quantity value) => value >= Minimum && value <= Maximum;

    /// <summary>Gives what two ranges have in common.</summary>
    /// <param name="other">The other range, or <see langword="null"/> for no limits.</param>
    /// <returns>The narrower range.</returns>
    /// <exception cref="ArgumentException">They have nothing in common.</exception>
    public Limits Intersect(Limits? other) => other is null ? this : new Limits(
        Minimum >= other.Minimum ? Minimum : other.Minimum,
        Maximum <= other.Maximum ? Maximum : other.Maximum);

    /// <inheritdoc/>
    public override string ToString() => $"{Minimum:G7} to {Maximum:G7}";
}
