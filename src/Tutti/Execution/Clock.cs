using Tutti.Execution.Internal;
using Tutti.Quantities;
using Tutti.Timing;
using Tutti.Timing.Internal;

namespace Tutti.Execution;

/// <summary>Is the time of the calling flow's run: the precise clock, or the virtual one inside a virtual run.</summary>
/// <remarks>Thread safe.</remarks>
public static class Clock
{
    private static readonly PreciseClock RealTime = PreciseClock.Instance.ReportingTo(EventLoop.Report);

    /// <summary>Gets the time provider that all delays, timers and deadlines of the calling flow take.</summary>
    public static TimeProvider Current => Flow.Current?.Clock ?? RealTime;

    /// <summary>Waits without blocking: never too short, and microseconds rather than milliseconds too long.</summary>
    /// <param name="delay">
    /// The time to wait; at once done if it is not positive. That goes for <see cref="Timeout.InfiniteTimeSpan"/> too, since it is -1 ms, which what
    /// is left of a step may come to.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A future that is done when the time has passed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is longer than about 49 days.</exception>
    public static Future Delay(TimeSpan delay, CancellationToken cancellationToken = default)
    {
        long now = Timestamps.Now; // before anything else: what follows is part of the wait
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, PreciseClock.LongestTimer);
        return DelayFuture.Start(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, now, cancellationToken);
    }

    /// <inheritdoc cref="Delay(TimeSpan, CancellationToken)"/>
    /// <exception cref="UnitException"><paramref name="delay"/> is no time.</exception>
    public static Future Delay(Quantity delay, CancellationToken cancellationToken = default) =>
        Delay(delay.ToTimeSpan(), cancellationToken);

    /// <summary>Waits by blocking the thread; on the thread of an <see cref="EventLoop"/> the loop goes on meanwhile.</summary>
    /// <param name="delay">The time to wait; at once done if it is not positive.</param>
    /// <exception cref="OperationCanceledException">The future whose work the caller is was cancelled.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is longer than about 49 days.</exception>
    public static void Sleep(TimeSpan delay)
    {
        long now = Timestamps.Now;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, PreciseClock.LongestTimer);
        DelayFuture.Sleep(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, now);
    }

    /// <inheritdoc cref="Sleep(TimeSpan)"/>
    /// <exception cref="UnitException"><paramref name="delay"/> is no time.</exception>
    public static void Sleep(Quantity delay) => Sleep(delay.ToTimeSpan());
}
