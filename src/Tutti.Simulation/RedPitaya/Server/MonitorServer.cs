using System.Net;
using System.Net.Sockets;
using Tutti.Simulation.RedPitaya.Board;

namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>Listens on a TCP port and serves one client after another.</summary>
/// <remarks>
/// The real server serves one client and is gone when that leaves, until somebody starts it again; this one is there again at once. A
/// client that connects meanwhile waits, as on the real board, where it is never served.
/// </remarks>
internal sealed class MonitorServer : IAsyncDisposable
{
    private const int Backlog = 5;

    private readonly Socket _listener;
    private readonly SimulatedBoard _board;
    private readonly ServerSettings _settings;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;
    private int _isDisposed;

    /// <summary>Initializes a server and lets it listen.</summary>
    /// <param name="endPoint">Where to listen; port 0 takes a free one.</param>
    /// <param name="board">The board.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="SocketException">The place is not to be had.</exception>
    public MonitorServer(IPEndPoint endPoint, SimulatedBoard board, ServerSettings settings)
    {
        _board = board;
        _settings = settings;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            _stopping.Dispose();
            throw;
        }

        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        using (ExecutionContext.SuppressFlow())
        {
            _serving = Task.Run(() => ServeAsync(_stopping.Token), CancellationToken.None);
        }
    }

    /// <summary>Gets where the server listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Ends the connection, if there is one, and stops listening.</summary>
    /// <returns>A task that completes when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            _listener.Dispose();
        }

        await _serving.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                await ServeClientAsync(socket, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception ex) when (ex is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The client has gone, or the server is stopping.
            }
#pragma warning disable CA1031 // The edge of an owned loop: the error is delivered, and the next client is served.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                _settings.Fail(ex);
            }
        }
    }

    private async Task ServeClientAsync(Socket socket, CancellationToken cancellationToken)
    {
        socket.NoDelay = true;
        _settings.CountClient();
        var session = new MonitorSession(socket, _board, _settings);
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await session.RunAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _settings.Faults.OnClientLeft();
            }
        }
    }
}
