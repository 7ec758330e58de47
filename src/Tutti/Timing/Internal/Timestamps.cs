namespace Tutti.Timing.Internal;

/// <summary>Counts in the ticks of the monotonic clock: the unit of <see cref="TimeProvider.GetTimestamp"/>.</summary>
/// <remarks>Whatever does not come out even is rounded up, so that nothing is ever due too early; what does not fit is the end of time.</remarks>
internal static class Timestamps
{
    /// <summary>Is the timestamp that never comes.</summary>
    internal const long Never = long.MaxValue;

    private static readonly long Frequency = PreciseClock.Instance.TimestampFrequency;

    // 100 on Linux, 1 on Windows; 0 if it does not come out even
    private static readonly long PerSpanTick = Frequency % TimeSpan.TicksPerSecond == 0 ? Frequency / TimeSpan.TicksPerSecond : 0;

    /// <summary>Gets the ticks in one millisecond, at least 1.</summary>
    internal static long PerMillisecond { get; } = Math.Max(1, Frequency / 1000);

    /// <summary>Gets the current timestamp.</summary>
    internal static long Now => PreciseClock.Instance.GetTimestamp();

    /// <summary>Tells how many ticks a span of time has.</summary>
    /// <param name="span">The span, not negative.</param>
    /// <returns>The ticks, rounded up.</returns>
    internal static long FromSpan(TimeSpan span)
    {
        if (PerSpanTick > 0)
        {
            return span.Ticks > Never / PerSpanTick ? Never : span.Ticks * PerSpanTick;
        }

        Int128 ticks = (((Int128)span.Ticks * Frequency) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        return ticks >= Never ? Never : (long)ticks;
    }

    /// <summary>Tells how many ticks some microseconds have.</summary>
    /// <param name="microseconds">The microseconds.</param>
    /// <returns>The ticks, rounded up.</returns>
    internal static long FromMicroseconds(int microseconds)
    {
        return FromSpan(TimeSpan.FromMicroseconds(microseconds));
    }

    /// <summary>Tells the timestamp that comes a span after another.</summary>
    /// <param name="start">The timestamp to count from.</param>
    /// <param name="span">The span, not negative.</param>
    /// <returns>The timestamp, rounded up; <see cref="Never"/> if it does not fit.</returns>
    internal static long After(long start, TimeSpan span)
    {
        long ticks = FromSpan(span);
        return start > Never - ticks ? Never : start + ticks;
    }

    /// <summary>Tells the next instant of a periodic grid that is still to come.</summary>
    /// <param name="due">An instant on the grid, now or past.</param>
    /// <param name="period">The distance of the instants, more than 0.</param>
    /// <param name="now">The current timestamp, at or after <paramref name="due"/>.</param>
    /// <returns>The first instant on the grid after <paramref name="now"/>; <see cref="Never"/> if it does not fit.</returns>
    internal static long NextOnGrid(long due, long period, long now)
    {
        return now > Never - period ? Never : due + ((((now - due) / period) + 1) * period);
    }
}
