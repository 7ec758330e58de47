namespace Tutti.Signals;

/// <summary>Averages traces, point by point.</summary>
/// <typeparam name="TTrace">The traces.</typeparam>
/// <remarks>
/// The n-th trace gets the weight 1 / min(n, <see cref="Averages"/>): up to <see cref="Averages"/> traces the result is their mean, beyond
/// that a moving one in which an old trace fades as exp(-age / <see cref="Averages"/>). Not safe for several threads at a time.
/// </remarks>
public sealed class TraceAverager<TTrace>
    where TTrace : class, IAverageable<TTrace>
{
    /// <summary>Initializes an averager.</summary>
    /// <param name="averages">The number of traces that count, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="averages"/> is less than 1.</exception>
    public TraceAverager(int averages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(averages, 1);
        Averages = averages;
    }

    /// <summary>Gets the number of traces that count.</summary>
    public int Averages { get; }

    /// <summary>Gets the number of traces added since the beginning or the last reset.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the mean so far.</summary>
    /// <value><see langword="null"/> before the first trace.</value>
    public TTrace? Mean { get; private set; }

    /// <summary>Adds a trace.</summary>
    /// <param name="trace">The trace; the same axes and units as those before.</param>
    /// <returns>The mean so far.</returns>
    /// <exception cref="ArgumentException">The trace has other axes or units than those before; it was not added.</exception>
    public TTrace Add(TTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        TTrace mean = Mean is null ? trace : Mean.AverageWith(trace, 1.0 / Math.Min((double)Count + 1, Averages));
        Count = Count < int.MaxValue ? Count + 1 : Count;
        Mean = mean;
        return mean;
    }

    /// <summary>Forgets all traces.</summary>
    public void Reset()
    {
        Count = 0;
        Mean = null;
    }
}
