using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tutti.Transport.Internal;

/// <summary>Opens TCP connections to one address, and says in one line why not.</summary>
internal sealed class TcpConnector
{
    private readonly string _host;
    private readonly int _port;
    private readonly string _refusedHint;

    public TcpConnector(string host, int port, string refusedHint)
    {
        _host = host;
        _port = port;
        _refusedHint = refusedHint;
        string shown = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        Address = string.Create(CultureInfo.InvariantCulture, $"{shown}:{port}");
    }

    public string Address { get; }

    public async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(new DnsEndPoint(_host, _port), cancellationToken).ConfigureAwait(false);
            NetworkStream stream = new(socket, ownsSocket: true);
            socket = null!;
            return stream;
        }
        catch (SocketException ex)
        {
            throw Explain(ex);
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private TransportException Explain(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused =>
            new($"No instrument answers at {Address} (connection refused). {_refusedHint}", isTransient: true, exception),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            new($"No host is known by the name '{_host}'. Check the name, or give its address.", isTransient: false, exception),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.TimedOut =>
            new($"No way leads to {Address}. Is it switched on, and on this network?", isTransient: true, exception),
        _ => new($"No connection to {Address} could be made ({exception.Message}).", isTransient: true, exception),
    };
}
