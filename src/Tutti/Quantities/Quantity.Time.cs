namespace Tutti.Quantities;

/// <content>Conversion from and to <see cref="TimeSpan"/>.</content>
public readonly partial struct Quantity
{
    private static readonly Unit Tick = new("tick", "tick", Dimension.Of(BaseDimension.Time), Scale.Exact(1, ten: -7), []);

    /// <summary>Returns the time in s.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The quantity, rounded once.</returns>
    public static Quantity FromTimeSpan(TimeSpan time) => new Quantity(time.Ticks, Tick).To(Unit.Second);

    /// <summary>Returns the time as a <see cref="TimeSpan"/>.</summary>
    /// <returns>The time, rounded to ticks of 100 ns, half a tick away from zero.</returns>
    /// <exception cref="UnitException">The quantity is no time.</exception>
    /// <exception cref="OverflowException">The time is not a number, or longer than a <see cref="TimeSpan"/> can be (29,000 years).</exception>
    public TimeSpan ToTimeSpan()
    {
        if (Dimension != Tick.Dimension)
        {
            throw UnitErrors.Different($"express {this} as a time", Dimension, Tick.Dimension);
        }

        const double Limit = 9223372036854775808.0; // one more than the largest number of ticks
        double ticks = Math.Round(In(Tick), MidpointRounding.AwayFromZero);
        return ticks is >= -Limit and < Limit
            ? new TimeSpan((long)ticks)
            : throw new OverflowException($"The time {this} does not fit into a TimeSpan, which ends at 10675199 d.");
    }
}
