namespace Tutti.Transport.Internal;

/// <summary>
/// Is the deadline of one exchange after the other, with the caller's cancel; reused, so that an exchange allocates nothing.
/// </summary>
/// <remarks>
/// <para>
/// The first interruption counts. A deadline or the end of the link end sending and receiving, a caller's cancel only the receiving.
/// </para>
/// <para>
/// The timer is not set anew for every exchange: it goes off when the deadline of an earlier one would have been, sees that the present one
/// has time left, and is set for the rest. So a link that is fast sets it about once per timeout.
/// </para>
/// </remarks>
internal sealed class ExchangeDeadline : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private CancellationTokenSource _send = new();
    private CancellationTokenSource _receive = new();
    private CancellationTokenRegistration _registration;
    private TimeSpan _timeout;
    private TimeSpan _timerDue;
    private long _started;
    private long _timerSet;
    private bool _isRunning;
    private bool _isTimerSet;
    private bool _isDisposed;

    public ExchangeDeadline(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        using (SuppressedFlow.Begin())
        {
            _timer = timeProvider.CreateTimer(
                static state => ((ExchangeDeadline)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Gets what interrupted the present exchange, or the last one.</summary>
    public Interruption Cause { get; private set; }

    /// <summary>Starts the time of an exchange.</summary>
    public void Begin(Connection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Cause is not (Interruption.None or Interruption.Disposal))
            {
                // The old ones are spent, or about to be: whoever is still cancelling them must not reach this exchange.
                _send = new CancellationTokenSource();
                _receive = new CancellationTokenSource();
                Cause = Interruption.None;
            }

            _timeout = timeout;
            _started = _timeProvider.GetTimestamp();
            _isRunning = true;
            connection.SendToken = _send.Token;
            connection.ReceiveToken = _receive.Token;
            SetTimer(timeout);
        }

        _registration = cancellationToken.UnsafeRegister(static state => ((ExchangeDeadline)state!).OnCallerCancel(), this);
    }

    /// <summary>Ends the time of the exchange.</summary>
    public void End()
    {
        _registration.Dispose();
        _registration = default;
        lock (_lock)
        {
            _isRunning = false;
        }
    }

    /// <summary>Ends the present exchange, and all later ones at once.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Cause = Interruption.Disposal;
        }

        _send.Cancel();
        _receive.Cancel();
        _timer.Dispose();
    }

    private void OnCallerCancel()
    {
        CancellationTokenSource receive;
        lock (_lock)
        {
            if (!_isRunning || Cause != Interruption.None)
            {
                return;
            }

            Cause = Interruption.Caller;
            receive = _receive;
        }

        receive.Cancel();
    }

    private void OnTimer()
    {
        CancellationTokenSource send;
        CancellationTokenSource receive;
        lock (_lock)
        {
            _isTimerSet = false;
            if (!_isRunning || Cause == Interruption.Disposal)
            {
                return;
            }

            TimeSpan left = _timeout - _timeProvider.GetElapsedTime(_started);
            if (left > TimeSpan.Zero)
            {
                SetTimer(left);
                return;
            }

            Cause = Cause == Interruption.None ? Interruption.Deadline : Cause;
            send = _send;
            receive = _receive;
        }

        send.Cancel();
        receive.Cancel();
    }

    private void SetTimer(TimeSpan due)
    {
        if (_isDisposed || (_isTimerSet && _timerDue - _timeProvider.GetElapsedTime(_timerSet) <= due))
        {
            return;
        }

        _isTimerSet = true;
        _timerSet = _timeProvider.GetTimestamp();
        _timerDue = due;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
