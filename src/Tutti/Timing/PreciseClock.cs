using System.Runtime.CompilerServices;
using Tutti.Timing.Internal;

namespace Tutti.Timing;

/// <summary>Is the real time, with timers that are never early and late by microseconds rather than milliseconds.</summary>
/// <remarks>
/// <para>Timestamps are those of the system's monotonic clock; a step of the wall clock moves no timer.</para>
/// <para>On Linux timers are precise to some microseconds; elsewhere they are as precise as a blocking wait of the system.</para>
/// <para>Thread-safe.</para>
/// </remarks>
public sealed class PreciseClock : TimeProvider
{
    private PreciseClock()
    {
    }

    /// <summary>Gets the clock.</summary>
    public static PreciseClock Instance { get; } = new();

    /// <summary>Gets who is told what a timer's callback has thrown; with nobody it ends the process.</summary>
    internal Action<Exception>? Report { get; private set; }

    /// <summary>Gets the longest due time and period of a timer, the same as that of the system's timers.</summary>
    internal static TimeSpan LongestTimer { get; } = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Says who is told what the callbacks of timers throw.</summary>
    /// <returns>The clock.</returns>
    internal PreciseClock ReportingTo(Action<Exception> report)
    {
        Report = report;
        return this;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)] // One piece of code for all, which a wait leaves warm for the first look at the clock after it.
    public override long GetTimestamp() => base.GetTimestamp();

    /// <inheritdoc/>
    /// <returns>The timer, running. It runs until it is disposed, whether or not somebody keeps it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="dueTime"/> or <paramref name="period"/> is negative and not infinite, or longer than about 49 days.
    /// </exception>
    /// <remarks>
    /// <para>The callback runs on the thread pool, in the execution context of this call, at or after the instant at which it is due.
    /// What it throws goes to <see cref="Execution.EventLoop.UnhandledException"/>, once <see cref="Execution.Clock"/> has been used; else it
    /// ends the process, as it does with the system's timers.</para>
    /// <para>A period does not drift: the instants are those of the due time plus whole periods. A callback never runs beside itself:
    /// if instants pass while it runs or waits for a thread, it runs once more for all of them; instants that the clock itself
    /// misses, because the machine was busy or asleep, are left out. A period of zero means none.</para>
    /// <para>After <see cref="IDisposable.Dispose"/> no callback begins; <see cref="IAsyncDisposable.DisposeAsync"/> also waits for one that
    /// runs. <see cref="ITimer.Change"/> returns <see langword="false"/> once the timer is disposed.</para>
    /// </remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new PreciseTimer(callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
