using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Lets a loop that has slept rehearse the end of a wait, so that the real one a moment later is not the first.</summary>
/// <remarks>
/// After some milliseconds of sleep the processor has forgotten the code and the data by which a due timer ends a future and resumes the code
/// that awaits it: the first time takes some microseconds longer than the next. A loop wakes a little early to spin for the rest anyway.
/// </remarks>
internal sealed class Rehearsal
{
    private const int Times = 4;

    private readonly Family _family = new(null);

    /// <summary>Gets how much earlier a loop wakes up for it.</summary>
    public static long Lead { get; } = Timestamps.FromMicroseconds(15);

    private static long Reserve { get; } = Timestamps.FromMicroseconds(4);

    /// <summary>Rehearses as long as there is time.</summary>
    /// <param name="loop">The loop, on its own thread.</param>
    /// <param name="first">The timer that is due next.</param>
    /// <param name="due">When it is.</param>
    public void Run(EventLoop loop, TimerEntry first, long due)
    {
        for (int i = 0; i < Times && Timestamps.Now < due - Reserve; i++)
        {
            _ = AwaitAsync();
            loop.RunNext();
        }

        first.Touch();
    }

    private async Task AwaitAsync() => await WaitAsync().ConfigureAwait(EventLoop.IsCurrent);

    private async Task WaitAsync() => await DelayFuture.StartRehearsal(_family).ConfigureAwait(EventLoop.IsCurrent);
}
