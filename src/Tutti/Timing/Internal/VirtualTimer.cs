namespace Tutti.Timing.Internal;

/// <summary>Calls back as ready work of a virtual run, once or periodically.</summary>
/// <remarks>The lock of its clock guards its state.</remarks>
internal sealed class VirtualTimer : TimerEntry, ITimer, IThreadPoolWorkItem
{
    private readonly VirtualClock _clock;
    private readonly TimerCallback? _callback;
    private readonly Action<object?>? _trusted;
    private readonly object? _state;
    private bool _isDisposed;
    private bool _isQueued; // it was due, and its callback has not begun
    private bool _isBusy;
    private bool _isDueAgain;
    private TaskCompletionSource? _ended;

    /// <summary>Initializes a timer that is not started.</summary>
    internal VirtualTimer(VirtualClock clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
        Context = ExecutionContext.Capture();
    }

    /// <summary>Initializes a timer of Tutti's own that is not started.</summary>
    internal VirtualTimer(VirtualClock clock, Action<object?> callback, object? state)
    {
        _clock = clock;
        _trusted = callback;
        _state = state;
    }

    /// <summary>Gets the execution context to call back in, or <see langword="null"/> for the default one.</summary>
    internal ExecutionContext? Context { get; }

    /// <summary>Gets a value indicating whether the callback is Tutti's own and can run on any thread of the run.</summary>
    internal bool IsTrusted => _trusted is not null;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfOutOfRange(dueTime, nameof(dueTime));
        ThrowIfOutOfRange(period, nameof(period));
        return _clock.Change(this, dueTime, period);
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stop();
        return _clock.WithLock(this, static (timer, _) => timer._isBusy
            ? new ValueTask((timer._ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task)
            : ValueTask.CompletedTask);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => OnDue();

    /// <summary>Runs the callback, as ready work, unless the timer was stopped or set anew since it was due.</summary>
    internal override void OnDue()
    {
        if (!_clock.WithLock(this, static (timer, _) => timer.TryBegin()))
        {
            return;
        }

        if (_trusted is not null)
        {
            _trusted(_state);
            return;
        }

        try
        {
            _callback!(_state);
        }
        finally
        {
            EndCallback();
        }
    }

    /// <summary>Notes, under the clock's lock, that the timer is due.</summary>
    /// <returns>Whether its callback is to become ready work: not if it is already, or runs.</returns>
    internal bool TryQueue()
    {
        if (_isBusy)
        {
            _isDueAgain = true;
            return false;
        }

        bool isNew = !_isQueued;
        _isQueued = true;
        return isNew;
    }

    /// <summary>Forgets, under the clock's lock, that the timer was due.</summary>
    /// <returns>Whether it can be set; not once it is disposed.</returns>
    internal bool TryReset()
    {
        _isQueued = false;
        _isDueAgain = false;
        return !_isDisposed;
    }

    private static void ThrowIfOutOfRange(TimeSpan span, string name)
    {
        if (span != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(span, PreciseClock.LongestTimer, name);
        }
    }

    private void Stop() => _clock.WithLock(this, static (timer, timers) =>
    {
        timer._isDisposed = true;
        timer._isQueued = false;
        return timers.Remove(timer);
    });

    private bool TryBegin()
    {
        bool begins = _isQueued;
        _isQueued = false;
        _isBusy = begins && _trusted is null;
        return begins;
    }

    private void EndCallback()
    {
        bool isDueAgain = _clock.WithLock(this, static (timer, _) =>
        {
            timer._isBusy = false;
            timer._isQueued = timer._isDueAgain && !timer._isDisposed;
            timer._isDueAgain = false;
            return timer._isQueued;
        });
        if (isDueAgain)
        {
            _clock.NoteDue(this);
        }

        _ended?.TrySetResult();
    }
}
