using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing;
using Tutti.Timing.Internal;
using Tutti.Transport.Internal;

namespace Tutti.Transport;

/// <content>Connecting, and finding back into step.</content>
public sealed partial class Link
{
    /// <summary>Connects now, if the link is not connected, rather than with the first exchange.</summary>
    /// <param name="cancellationToken">Cancels the wait; the link goes on connecting for its next user.</param>
    /// <returns>A task that completes when the link is connected and the handshake is done.</returns>
    /// <exception cref="TransportException">
    /// The instrument cannot be reached, or something else answers; the message says which.
    /// </exception>
    /// <exception cref="TimeoutException">The instrument did not answer in time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The link was closed.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        await _queue.EnterAsync(default, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        try
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
        finally
        {
            _queue.Leave();
        }
    }

    /// <summary>Gets a connection that is open and in step.</summary>
    private ValueTask<Connection> PrepareAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } connection)
        {
            if (connection.IsQuiet() && !_isDirty)
            {
                return new ValueTask<Connection>(connection);
            }

            _isDirty = true;
        }

        return PrepareCoreAsync(cancellationToken);
    }

    private async ValueTask<Connection> PrepareCoreAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null && !await IsInStepAgainAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent))
        {
            Drop();
        }

        _isDirty = false;
        if (_connection is not null)
        {
            return _connection;
        }

        cancellationToken.ThrowIfCancellationRequested();
        _opening ??= StartOpeningAsync();
        Opening opening;
        using (VirtualRun.BeginExchange())
        {
            opening = await _opening.WaitAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        _opening = null;
        if (opening.Connection is not { } connection)
        {
            throw FailAll(opening.Error!);
        }

        _connection = connection;
        _wasConnected = true;
        return connection;
    }

    private async ValueTask<bool> IsInStepAgainAsync(CancellationToken cancellationToken)
    {
        Connection connection = _connection!;
        if (connection.IsBroken || _options.Resynchronize is not { } resynchronize)
        {
            return false;
        }

        _deadline.Begin(connection, _options.Timeout, cancellationToken);
        try
        {
            return await resynchronize(connection).ConfigureAwait(EventLoop.IsCurrent) && !connection.IsBroken && connection.Unread.IsEmpty;
        }
        catch (OperationCanceledException ex) when (_deadline.Cause == Interruption.Caller)
        {
            throw new OperationCanceledException(ex.Message, ex, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever went wrong, the connection is of no use any more and is replaced.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
        finally
        {
            _deadline.End();
        }
    }

    private void Drop()
    {
        _connection?.Close();
        _connection = null;
    }

    private Task<Opening> StartOpeningAsync()
    {
        bool isFirst = !_wasConnected;
        Task<Opening> opening;
        using (SuppressedFlow.Begin())
        {
            opening = Task.Run(() => OpenAsync(isFirst), CancellationToken.None);
        }

        return opening;
    }

    /// <summary>Connects on behalf of the link, whoever waits for it; never throws.</summary>
    private async Task<Opening> OpenAsync(bool isFirst)
    {
        long started = _timeProvider.GetTimestamp();
        TimeSpan pause = _options.FirstPause;
        while (true)
        {
            try
            {
                return new Opening(await OpenOnceAsync(isFirst).ConfigureAwait(false), null);
            }
#pragma warning disable CA1031 // The edge of the link's own work: the error is delivered to those who wait for the connection.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                bool mayHelp = ex is TimeoutException or TransportException { IsTransient: true };
                if (isFirst || !mayHelp || _timeProvider.GetElapsedTime(started) + pause >= _options.ReconnectTimeout)
                {
                    return new Opening(null, ex);
                }
            }

            try
            {
                await Task.Delay(pause, _timeProvider, _lifetime.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return new Opening(null, _queue.Disposed());
            }

            pause = pause * 2 > _options.MaximumPause ? _options.MaximumPause : pause * 2;
        }
    }

    private async Task<Connection> OpenOnceAsync(bool isFirst)
    {
        Stream stream;
        using (Deadline deadline = Deadline.Start(_options.ConnectTimeout, _timeProvider, _lifetime.Token))
        {
            try
            {
                stream = await _open(deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException ex) when (deadline.HasPassed)
            {
                string waited = SpanText.Of(_options.ConnectTimeout);
                throw new TimeoutException($"No connection to {Name} within {waited}. Is it switched on, and on this network?", ex);
            }
            catch (OperationCanceledException) when (_lifetime.IsCancellationRequested)
            {
                throw _queue.Disposed();
            }
            catch (IOException ex)
            {
                throw new TransportException($"No connection to {Name} could be made ({ex.Message}).", isTransient: true, ex);
            }
        }

        Connection connection = new(stream);
        bool isDone = false;
        try
        {
            await RunAsync(connection, _options.Handshake, _options.Timeout, "the handshake").ConfigureAwait(false);
            if (!isFirst)
            {
                await RunAsync(connection, _options.Restore, _options.ConnectTimeout, "restoring its state").ConfigureAwait(false);
            }

            isDone = true;
            return connection;
        }
        finally
        {
            if (!isDone)
            {
                connection.Close();
            }
        }
    }

    private async Task RunAsync(Connection connection, Func<Connection, ValueTask>? step, TimeSpan timeout, string what)
    {
        if (step is null)
        {
            return;
        }

        using Deadline deadline = Deadline.Start(timeout, _timeProvider, _lifetime.Token);
        connection.SendToken = deadline.Token;
        connection.ReceiveToken = deadline.Token;
        try
        {
            await step(connection).ConfigureAwait(false);
        }
        catch (OperationCanceledException ex) when (deadline.HasPassed)
        {
            string waited = SpanText.Of(timeout);
            throw new TimeoutException($"{Name} took the connection but did not answer {what} within {waited}. {_options.SilentHint}", ex);
        }
        catch (OperationCanceledException) when (_lifetime.IsCancellationRequested)
        {
            throw _queue.Disposed();
        }
        catch (Exception ex) when (connection.Failure == ex)
        {
            throw new TransportException(
                $"{Name} took the connection but ended it during {what} ({Reason(ex)}). {_options.SilentHint}", isTransient: true, ex);
        }
    }

    /// <summary>Fails all who wait with a reason why there is no connection, and gives the one for the caller.</summary>
    private Exception FailAll(Exception reason)
    {
        _queue.Fail(Again, all: true);
        return Again();

        Exception Again() => reason switch
        {
            TransportException ex => new TransportException(ex.Message, ex.IsTransient, ex),
            TimeoutException ex => new TimeoutException(ex.Message, ex),
            ObjectDisposedException => _queue.Disposed(),
            _ => new TransportException($"No connection to {Name} could be made ({reason.Message}).", isTransient: false, reason),
        };
    }
}
