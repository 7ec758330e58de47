namespace Tutti.Timing.Internal;

/// <summary>Calls back on the thread pool, once or periodically; what <see cref="PreciseClock.CreateTimer"/> returns.</summary>
internal sealed class PreciseTimer : TimerEntry, ITimer, IThreadPoolWorkItem
{
    private static readonly ContextCallback InvokeCallback = static timer => ((PreciseTimer)timer!).Invoke();

    private readonly Lock _lock = new();
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private bool _isDisposed;
    private bool _isBusy;
    private bool _isDueAgain;
    private TaskCompletionSource? _ended;

    /// <summary>Initializes a timer that is not started.</summary>
    /// <param name="callback">The callback.</param>
    /// <param name="state">What it is called with.</param>
    internal PreciseTimer(TimerCallback callback, object? state)
    {
        _callback = callback;
        _state = state;
    }

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfOutOfRange(dueTime, nameof(dueTime));
        ThrowIfOutOfRange(period, nameof(period));
        lock (_lock)
        {
            if (_isDisposed)
            {
                return false;
            }

            _isDueAgain = false;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                ClockThread.Shared.Unschedule(this);
            }
            else
            {
                long due = Timestamps.After(Timestamps.Now, dueTime);
                ClockThread.Shared.Schedule(this, due, period > TimeSpan.Zero ? Timestamps.FromSpan(period) : 0);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            Stop();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            Stop();
            if (!_isBusy)
            {
                return ValueTask.CompletedTask;
            }

            _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_ended.Task);
        }
    }

    /// <summary>Runs the callback, unless the timer has been disposed while it was queued.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        bool isDisposed;
        lock (_lock)
        {
            isDisposed = _isDisposed;
        }

        try
        {
            if (isDisposed)
            {
                return;
            }

            if (_context is null)
            {
                Invoke();
            }
            else
            {
                ExecutionContext.Run(_context, InvokeCallback, this);
            }
        }
#pragma warning disable CA1031 // It would end the process, and with it what others measure.
        catch (Exception ex) when (PreciseClock.Instance.Report is not null)
#pragma warning restore CA1031
        {
            PreciseClock.Instance.Report(ex);
        }
        finally
        {
            EndCallback();
        }
    }

    /// <inheritdoc/>
    internal override void OnDue()
    {
        lock (_lock)
        {
            if (_isBusy || _isDisposed)
            {
                _isDueAgain = true;
                return;
            }

            _isBusy = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private static void ThrowIfOutOfRange(TimeSpan span, string name)
    {
        if (span != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(span, PreciseClock.LongestTimer, name);
        }
    }

    private void Invoke() => _callback(_state);

    private void Stop()
    {
        _isDisposed = true;
        ClockThread.Shared.Unschedule(this);
    }

    private void EndCallback()
    {
        TaskCompletionSource? ended = null;
        bool isDueAgain;
        lock (_lock)
        {
            isDueAgain = _isDueAgain && !_isDisposed;
            _isDueAgain = false;
            if (!isDueAgain)
            {
                _isBusy = false;
                ended = _ended;
            }
        }

        ended?.TrySetResult();
        if (isDueAgain)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
