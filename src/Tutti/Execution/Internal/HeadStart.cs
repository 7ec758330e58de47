using Tutti.Timing.Internal;

namespace Tutti.Execution.Internal;

/// <summary>Resumes the async method that waits for a loop's next timer a little before that is due; its await then waits for the rest.</summary>
/// <remarks>
/// After some milliseconds of sleep the processor has forgotten the code and the data of what comes next, and the user's own method takes longer
/// to begin than everything else. A loop wakes a little early and spins anyway: so the method spins instead, in the end of its await, and goes on
/// at once when the time has come. Only the loop's thread uses it.
/// </remarks>
internal sealed class HeadStart(EventLoop loop)
{
    private const int ShareOfWait = 32;

    private static readonly long ShortestLead = Timestamps.FromMicroseconds(20);
    private static readonly long LongestLead = Timestamps.FromMicroseconds(160);
    private static readonly long LongestLength = Timestamps.FromMicroseconds(32); // in which the loop does nothing else

    private readonly Family _family = new(null);
    private EventLoopTimer? _timer;
    private long _due;
    private long _aim = Timestamps.Never;

    /// <summary>Gets how much earlier the loop wakes up for it, in timestamp ticks.</summary>
    /// <remarks>The longer the loop sleeps, the more of the caches is lost to others, and the less it costs to wake up early.</remarks>
    public long Lead { get; private set; }

    /// <summary>Gets how long before the time the method is resumed; the loop, which wakes up as cold, has the rest of the lead.</summary>
    public long Length => Math.Min(Lead * 2 / 5, LongestLength);

    /// <summary>Chooses <see cref="Lead"/> for a wait that begins.</summary>
    /// <param name="due">When the loop's next timer is due. The lead is that of the first call with this instant.</param>
    public void Aim(long due)
    {
        if (due != _aim)
        {
            _aim = due;
            Lead = due == Timestamps.Never ? 0 : Math.Clamp((due - Timestamps.Now) / ShareOfWait, ShortestLead, LongestLead);
        }
    }

    /// <summary>Finds out, before the loop sleeps, what <see cref="TryGive"/> needs to know of the method that waits for a timer.</summary>
    public static void Prepare(EventLoopTimer? timer) => timer?.FindAwait();

    /// <summary>Resumes the method that waits for a timer.</summary>
    /// <param name="timer">The loop's next timer.</param>
    /// <param name="due">When it is due.</param>
    /// <returns>Whether there was such a method; it has run on to its next await.</returns>
    public bool TryGive(EventLoopTimer timer, long due)
    {
        if (timer.FindAwait()?.TryEnd() is not { } resume)
        {
            return false;
        }

        _timer = timer;
        _due = due;
        loop.RunItem(new EventLoopItem(resume));
        _timer = null;
        return true;
    }

    /// <summary>Waits, in the end of the await of the method that was resumed, until its timer is due or cancelled.</summary>
    /// <returns>Whether that method has had a head start; the timer is over then.</returns>
    public bool TryEnd(EventLoopTimer timer)
    {
        if (!ReferenceEquals(timer, _timer) || !loop.IsOnThread)
        {
            return false;
        }

        _timer = null;
        if (Timestamps.Now < _due)
        {
            End(DelayFuture.StartRehearsal(_family)); // lest the end of this one be the first since the loop has slept
        }

        while (timer.IsPending && Timestamps.Now < _due)
        {
            Thread.SpinWait(1);
        }

        End(timer);
        return true;
    }

    private void End(EventLoopTimer timer)
    {
        loop.Unschedule(timer);
        timer.OnDue();
    }
}
