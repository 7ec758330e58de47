namespace Tutti.Timing.Internal;

/// <summary>Learns how late the system wakes a sleeping thread, so that one can go to sleep for just so much less.</summary>
/// <remarks>
/// <see cref="Margin"/> follows the 95 % quantile of the latencies seen: each later one pushes it up by 19 times what an earlier one
/// takes off. It is capped, so that a loaded machine, which wakes late whatever one does, is not loaded further. Not thread-safe.
/// </remarks>
internal sealed class WakeUpLatency
{
    private const int OddsBelow = 19;

    private readonly long _smallest;
    private readonly long _largest;
    private readonly long _step;

    /// <summary>Initializes a new estimate, all in timestamp ticks.</summary>
    /// <param name="start">The margin to begin with.</param>
    /// <param name="smallest">The smallest margin.</param>
    /// <param name="largest">The largest margin.</param>
    internal WakeUpLatency(long start, long smallest, long largest)
    {
        Margin = start;
        _smallest = smallest;
        _largest = largest;
        _step = Math.Max(1, start / 256);
    }

    /// <summary>Gets how much earlier than the deadline to wake up, in timestamp ticks.</summary>
    internal long Margin { get; private set; }

    /// <summary>Takes note of one wake-up.</summary>
    /// <param name="latency">How late it was, in timestamp ticks.</param>
    internal void Add(long latency)
    {
        long margin = latency > Margin ? Margin + (OddsBelow * _step) : Margin - _step;
        Margin = Math.Clamp(margin, _smallest, _largest);
    }
}
