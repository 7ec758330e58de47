using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing.Internal;
using Tutti.Transport.Internal;

namespace Tutti.Transport;

/// <content>Exchanging requests and replies.</content>
public sealed partial class Link
{
    /// <summary>Sends a request and reads its reply, when it is its turn.</summary>
    /// <typeparam name="TState">What the exchange needs to know.</typeparam>
    /// <typeparam name="TResult">What the reply says.</typeparam>
    /// <param name="exchange">The exchange.</param>
    /// <param name="state">What the exchange needs to know.</param>
    /// <param name="options">How the link treats this exchange.</param>
    /// <param name="cancellationToken">
    /// Cancels the wait for the turn, and then the wait for the reply; a request is never cut in two.
    /// </param>
    /// <returns>A task with what the reply says. Await it once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exchange"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout in <paramref name="options"/> is below zero or above 49 days.</exception>
    /// <exception cref="TimeoutException">The instrument did not answer in time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ConnectionLostException">
    /// The connection broke; whether the request was done is not known, and it was not repeated.
    /// </exception>
    /// <exception cref="TransportException">
    /// The instrument cannot be reached, or something else answers; the message says which.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The link was closed.</exception>
    public ValueTask<TResult> ExchangeAsync<TState, TResult>(
        Exchange<TState, TResult> exchange, TState state, ExchangeOptions options = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Timeout, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, LinkOptions.LongestTime, nameof(options));
        return ExchangeCoreAsync(exchange, state, options, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResult> ExchangeCoreAsync<TState, TResult>(
        Exchange<TState, TResult> exchange, TState state, ExchangeOptions options, CancellationToken cancellationToken)
    {
        await NamedWait.ExplainedAsync(_queue.EnterAsync(options, cancellationToken), _turn).ConfigureAwait(EventLoop.IsCurrent);
        try
        {
            for (bool mayRepeat = options.IsIdempotent; ; mayRepeat = false)
            {
                Connection connection = await NamedWait.ExplainedAsync(PrepareAsync(cancellationToken), _connecting).ConfigureAwait(EventLoop.IsCurrent);
                TimeSpan timeout = options.Timeout == TimeSpan.Zero ? _options.Timeout : options.Timeout;
                _deadline.Begin(connection, timeout, cancellationToken);
                connection.WasUsed = false;
                Wait? wait = null;
                try
                {
                    ValueTask<TResult> reply = exchange.RunAsync(connection, state);
                    wait = reply.IsCompleted || !Wait.IsOfInterest ? null : BeginWait(exchange, state, timeout);
                    return await reply.ConfigureAwait(EventLoop.IsCurrent);
                }
                catch (Exception ex) when (mayRepeat && IsLoss(connection, ex))
                {
                    Lose(exchange.Describe(state), ex);
                }
                catch (OperationCanceledException ex) when (_deadline.Cause != Interruption.None)
                {
                    throw Interrupted(ex, exchange.Describe(state), timeout, cancellationToken);
                }
                catch (Exception ex) when (IsLoss(connection, ex))
                {
                    throw Lose(exchange.Describe(state), ex);
                }
                catch
                {
                    _isDirty = connection.WasUsed;
                    throw;
                }
                finally
                {
                    wait?.End();
                    _deadline.End();
                }
            }
        }
        finally
        {
            _queue.Leave();
        }
    }

    private ExchangeWait<TState, TResult> BeginWait<TState, TResult>(Exchange<TState, TResult> exchange, TState state, TimeSpan timeout)
    {
        var wait = new ExchangeWait<TState, TResult>(Name, exchange, state, SpanText.Of(timeout));
        wait.Begin();
        return wait;
    }

    private static bool IsLoss(Connection connection, Exception exception) => connection.Failure == exception;

    /// <summary>Says what an exchange ended with that was interrupted. The link is out of step from here on.</summary>
    private Exception Interrupted(OperationCanceledException cause, string what, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _isDirty = true;
        return _deadline.Cause switch
        {
            Interruption.Caller =>
                new OperationCanceledException($"The wait for {Name} was cancelled while {what}.", cause, cancellationToken),
            Interruption.Deadline => new TimeoutException($"{Name} did not answer within {SpanText.Of(timeout)} while {what}.", cause),
            _ => _queue.Disposed(),
        };
    }

    /// <summary>
    /// Closes a connection that failed, fails all who wait but those that may be done on the next, and says what happened.
    /// </summary>
    private Exception Lose(string what, Exception cause)
    {
        Drop();
        _isDirty = false;
        if (_deadline.Cause == Interruption.Disposal)
        {
            return _queue.Disposed();
        }

        string reason = Reason(cause);
        _queue.Fail(
            () => new ConnectionLostException($"The connection to {Name} was lost before this request was sent ({reason}).", cause),
            all: false);
        return new ConnectionLostException(
            $"The connection to {Name} was lost while {what} ({reason}). It may have been done or not; the next request connects again.",
            cause);
    }

    private static string Reason(Exception exception) => exception switch
    {
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionReset } } => "connection reset by the other side",
        { InnerException: SocketException inner } => inner.Message,
        _ => exception.Message,
    };
}
