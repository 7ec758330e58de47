using Tutti.Timing.Internal;

namespace Tutti.Timing;

/// <summary>Joins a time-out and a caller's cancellation into one token, and tells afterwards which of the two it was.</summary>
/// <remarks>
/// <para>Use it with <c>using</c>, pass <see cref="Token"/> on, and catch
/// <c>OperationCanceledException exception) when (deadline.HasPassed</c> to throw <see cref="ToTimeout"/>.</para>
/// <para>Whichever comes first counts: a time-out after the caller's cancel, or after <see cref="Dispose"/>, changes nothing.
/// Thread-safe, but <see cref="Dispose"/> comes last.</para>
/// </remarks>
public sealed class Deadline : IDisposable
{
    private const int Open = 0;
    private const int Passed = 1;
    private const int Cancelled = 2;
    private const int Disposed = 3;

    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource? _source;
    private readonly IDisposable? _timer;
    private readonly CancellationTokenRegistration _registration;
    private int _outcome;

    private Deadline(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _callerToken = cancellationToken;
        if (cancellationToken.IsCancellationRequested || timeout == Timeout.InfiniteTimeSpan)
        {
            // the caller's token says it all
            Token = cancellationToken;
            return;
        }

        _source = new CancellationTokenSource();
        Token = _source.Token;
        if (timeout == TimeSpan.Zero)
        {
            End(Passed);
            return;
        }

        _registration = cancellationToken.UnsafeRegister(static deadline => ((Deadline)deadline!).End(Cancelled), this);
        _timer = timeProvider is PreciseClock
            ? new DeadlineTimer(this, Timestamps.After(_start, timeout))
            : timeProvider.CreateTimer(static deadline => ((Deadline)deadline!).Pass(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets the token that is cancelled when the time has passed or the caller's token is cancelled.</summary>
    public CancellationToken Token { get; }

    /// <summary>Gets a value indicating whether the time passed before anything else ended the wait.</summary>
    /// <value><see langword="false"/> if the caller's token was cancelled first, however much time has passed since.</value>
    public bool HasPassed => Volatile.Read(ref _outcome) == Passed;

    /// <summary>Gets the time that is left.</summary>
    /// <value>Zero once it has passed; <see cref="Timeout.InfiniteTimeSpan"/> without a time-out.</value>
    public TimeSpan Remaining
    {
        get
        {
            if (_timeout == Timeout.InfiniteTimeSpan)
            {
                return Timeout.InfiniteTimeSpan;
            }

            TimeSpan remaining = _timeout - _timeProvider.GetElapsedTime(_start);
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary>Starts a deadline.</summary>
    /// <param name="timeout">The time from now on; <see cref="Timeout.InfiniteTimeSpan"/> for none, zero has passed at once.</param>
    /// <param name="timeProvider">The clock that measures it.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <returns>The deadline, running; dispose it when what it guards has ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="timeProvider"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite, or longer than about 49 days.</exception>
    public static Deadline Start(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, PreciseClock.LongestTimer);
        }

        return new Deadline(timeout, timeProvider, cancellationToken);
    }

    /// <summary>Makes the exception that says what was awaited in vain, and for how long.</summary>
    /// <param name="what">What was awaited, as it follows "while": "writing parameter 'offset'".</param>
    /// <param name="innerException">The cause, usually the cancellation that the deadline brought about.</param>
    /// <returns>The exception, to be thrown.</returns>
    /// <exception cref="ArgumentException"><paramref name="what"/> is <see langword="null"/> or empty.</exception>
    public TimeoutException ToTimeout(string what, Exception? innerException = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        return new TimeoutException($"Timed out after {SpanText.Of(_timeout)} while {what}.", innerException);
    }

    /// <summary>Ends the deadline; its token is not cancelled any more.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Unregister();
        if (Interlocked.CompareExchange(ref _outcome, Disposed, Open) == Open)
        {
            _source?.Dispose(); // else somebody is, or was, cancelling it
        }
    }

    /// <summary>Ends the deadline because its time has passed.</summary>
    internal void Pass() => End(Passed);

    private void End(int outcome)
    {
        // the caller's cancel may be on its way here still
        int first = _callerToken.IsCancellationRequested ? Cancelled : outcome;
        if (Interlocked.CompareExchange(ref _outcome, first, Open) == Open)
        {
            _source!.Cancel();
        }
    }
}
