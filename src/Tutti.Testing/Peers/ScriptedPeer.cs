using System.Net;
using System.Net.Sockets;

namespace Tutti.Testing.Peers;

/// <summary>Is a fake instrument that speaks the real bytes over a real loopback connection, as a script tells it.</summary>
/// <remarks>
/// <para>
/// It takes one connection after the other, on a free port, and runs the script on each. When the script returns the connection is closed,
/// unless the script has kept it open (<see cref="PeerConnection.WaitForCloseAsync"/>).
/// </para>
/// <para>
/// What a script throws, such as a request that is not the expected one, is thrown by <see cref="VerifyAsync"/>, which a test calls at its
/// end. The other side going away in the middle of a script is no error. Thread-safe.
/// </para>
/// </remarks>
public sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<PeerConnection, Task> _script;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Task _loop;
    private readonly Lock _lock = new();
    private readonly List<Exception> _failures = [];
    private int _connections;

    private ScriptedPeer(Func<PeerConnection, Task> script)
    {
        _script = script;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(ServeAsync, CancellationToken.None);
        }
    }

    /// <summary>Gets the name of the host to connect to.</summary>
    /// <value><c>127.0.0.1</c>.</value>
    public string Host { get; } = IPAddress.Loopback.ToString();

    /// <summary>Gets the port to connect to.</summary>
    /// <value>A free port that the system chose.</value>
    public int Port { get; }

    /// <summary>Gets how many connections were taken so far.</summary>
    /// <value>At least zero.</value>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Starts a peer.</summary>
    /// <param name="script">What the peer does on a connection; <see cref="PeerConnection.Number"/> tells which it is.</param>
    /// <returns>The peer, listening.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="script"/> is <see langword="null"/>.</exception>
    public static ScriptedPeer Start(Func<PeerConnection, Task> script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return new ScriptedPeer(script);
    }

    /// <summary>Finds a port of this machine that nobody listens on.</summary>
    /// <returns>The port; nobody else was given it, as long as nobody looks for one of his own.</returns>
    public static int FindClosedPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Ends the peer and throws what went wrong in its script.</summary>
    /// <returns>A task that fails with what the script threw.</returns>
    /// <exception cref="AggregateException">The script failed; the inner exceptions say how.</exception>
    public async Task VerifyAsync()
    {
        await DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            if (_failures.Count > 0)
            {
                throw new AggregateException(_failures);
            }
        }
    }

    /// <summary>Ends the peer: closes its connection and its port.</summary>
    /// <returns>A task that completes when the script has ended. It never fails; ending again does nothing.</returns>
    public async ValueTask DisposeAsync()
    {
        End();
        await _loop.ConfigureAwait(false);
    }

    private void End()
    {
        _lifetime.Cancel();
        _listener.Dispose();
    }

    private bool IsEnd(Exception exception) => exception is OperationCanceledException && _lifetime.IsCancellationRequested;

    private async Task ServeAsync()
    {
        while (!_lifetime.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_lifetime.Token).ConfigureAwait(false);
            }
            catch (Exception ex) when (ex is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            using PeerConnection connection = new(socket, Interlocked.Increment(ref _connections), _lifetime.Token);
            try
            {
                await _script(connection).ConfigureAwait(false);
            }
            catch (Exception ex) when (ex is IOException or SocketException or ObjectDisposedException || IsEnd(ex))
            {
                // The other side, or the test, went away: that is for the test to see from its own side.
            }
#pragma warning disable CA1031 // The edge of the peer's own loop: the error is delivered by VerifyAsync.
            catch (Exception ex)
#pragma warning restore CA1031
            {
                lock (_lock)
                {
                    _failures.Add(ex);
                }
            }
        }
    }
}
