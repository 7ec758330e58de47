namespace Tutti.Timing.Internal;

/// <summary>Is the timer of a deadline that the precise clock measures: smaller than a <see cref="PreciseTimer"/>.</summary>
internal sealed class DeadlineTimer : TimerEntry, IThreadPoolWorkItem, IDisposable
{
    private readonly Deadline _deadline;

    /// <summary>Initializes and starts a timer.</summary>
    /// <param name="deadline">The deadline that it ends.</param>
    /// <param name="due">The timestamp at which it does so.</param>
    internal DeadlineTimer(Deadline deadline, long due)
    {
        _deadline = deadline;
        ClockThread.Shared.Schedule(this, due);
    }

    /// <inheritdoc/>
    public void Dispose() => ClockThread.Shared.Unschedule(this);

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _deadline.Pass();

    /// <inheritdoc/>
    internal override void OnDue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
