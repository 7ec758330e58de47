using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Cli.Waiting;

/// <summary>Lists the ways to wait that are compared.</summary>
internal static class WaitMethods
{
    // A periodic timer refuses anything shorter.
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(1);

    /// <summary>Gets the ways to wait: those of .NET, then those of Tutti.</summary>
    public static IReadOnlyList<WaitMethod> All { get; } =
    [
        new("Thread.Sleep", "thread-sleep", "blocks the loop's thread; takes whole milliseconds and drops the rest", SleepAsync),
        new("Task.Delay", "task-delay", "awaits a timer of .NET; takes whole milliseconds and drops the rest", DelayByTaskAsync),
        new("PeriodicTimer", "periodic-timer", "awaits one tick of a timer of .NET; whole milliseconds, at least one", TickAsync),
        new("busy spinning", "busy-spinning", "looks at the clock until it is time, and blocks the loop's thread meanwhile", SpinAsync),
        new("Clock.Delay", "clock-delay", "awaits Tutti's clock", DelayAsync),
        new("Clock.Sleep", "clock-sleep", "blocks its caller by Tutti's clock, while the loop goes on", SleepOnLoopAsync),
    ];

#pragma warning disable RS0030, MA0166, MA0040, MA0042 // The waits of .NET are what is measured here.
    private static ValueTask SleepAsync(TimeSpan time)
    {
        Thread.Sleep(time);
        return ValueTask.CompletedTask;
    }

    private static ValueTask DelayByTaskAsync(TimeSpan time) => new(Task.Delay(time));

    private static async ValueTask TickAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time < ShortestPeriod ? ShortestPeriod : time);
        await timer.WaitForNextTickAsync();
    }
#pragma warning restore RS0030, MA0166, MA0040, MA0042

    private static ValueTask SpinAsync(TimeSpan time)
    {
        long start = PreciseClock.Instance.GetTimestamp();
        while (PreciseClock.Instance.GetElapsedTime(start) < time)
        {
        }

        return ValueTask.CompletedTask;
    }

    private static async ValueTask DelayAsync(TimeSpan time) => await Clock.Delay(time);

    private static ValueTask SleepOnLoopAsync(TimeSpan time)
    {
        Clock.Sleep(time);
        return ValueTask.CompletedTask;
    }
}
