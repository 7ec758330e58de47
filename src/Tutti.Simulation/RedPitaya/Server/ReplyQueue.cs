using System.Net.Sockets;
using System.Threading.Channels;

namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>Sends replies later than they are ready, each after its own delay and all in order.</summary>
internal sealed class ReplyQueue : IAsyncDisposable
{
    private const int Capacity = 1024;

    private readonly Channel<(long Due, byte[] Bytes)> _replies = Channel.CreateBounded<(long Due, byte[] Bytes)>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Socket _socket;
    private readonly TimeProvider _timeProvider;
    private readonly Task _sending;

    /// <summary>Initializes a queue and starts its loop.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="timeProvider">The time that delays are measured in.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public ReplyQueue(Socket socket, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _socket = socket;
        _timeProvider = timeProvider;
        _sending = Task.Run(() => SendAsync(cancellationToken), CancellationToken.None);
    }

    /// <summary>Adds replies.</summary>
    /// <param name="bytes">The replies.</param>
    /// <param name="due">The timestamp at which they go out.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <returns>A task that completes when they are queued.</returns>
    public ValueTask AddAsync(byte[] bytes, long due, CancellationToken cancellationToken) =>
        _replies.Writer.WriteAsync((due, bytes), cancellationToken);

    /// <summary>Waits until all replies are out, or cannot go out any more.</summary>
    /// <returns>A task that completes then.</returns>
    public async ValueTask DisposeAsync()
    {
        _replies.Writer.TryComplete();
        await _sending.ConfigureAwait(false);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach ((long due, byte[] bytes) in _replies.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                TimeSpan left = _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp(), due);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, _timeProvider, cancellationToken).ConfigureAwait(false);
                }

                await _socket.SendAllAsync(bytes, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception ex) when (ex is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has left, or the server is stopping: there is nobody to tell. The session sees the same.
            _replies.Writer.TryComplete(ex);
        }
    }
}
