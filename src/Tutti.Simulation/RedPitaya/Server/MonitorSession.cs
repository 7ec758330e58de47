using System.Net.Sockets;
using Tutti.Simulation.RedPitaya.Board;

namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>Serves one client until it leaves, or asks for something that the real server does not survive.</summary>
/// <remarks>
/// Requests that have arrived together are answered together, in their order. The buffers live as long as the session: a read fills the
/// output buffer directly.
/// </remarks>
internal sealed class MonitorSession : IAsyncDisposable
{
    private const int OutputLength = 2 * RequestHeader.LongestMessage;
    private const byte GarbageMask = 0xA5;

    private readonly Socket _socket;
    private readonly SimulatedBoard _board;
    private readonly ServerSettings _settings;
    private readonly byte[] _input = new byte[2 * RequestHeader.LongestMessage];
    private readonly byte[] _output = new byte[OutputLength];
    private int _inputStart;
    private int _inputEnd;
    private int _outputEnd;
    private bool _isOver;
    private ReplyQueue? _queue;

    /// <summary>Initializes a session.</summary>
    /// <param name="socket">The connection, owned by the session.</param>
    /// <param name="board">The board.</param>
    /// <param name="settings">The settings of the server.</param>
    public MonitorSession(Socket socket, SimulatedBoard board, ServerSettings settings)
    {
        _socket = socket;
        _board = board;
        _settings = settings;
    }

    /// <summary>Serves the client.</summary>
    /// <param name="cancellationToken">Ends the session.</param>
    /// <returns>A task that completes when the session is over.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!_isOver)
        {
            if (_inputStart > 0)
            {
                _input.AsSpan(_inputStart, _inputEnd - _inputStart).CopyTo(_input);
                _inputEnd -= _inputStart;
                _inputStart = 0;
            }

            Memory<byte> room = _input.AsMemory(_inputEnd);
            int received = await _socket.ReceiveAsync(room, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (received == 0)
            {
                break;
            }

            _inputEnd += received;
            while (TryServe())
            {
                if (_outputEnd > OutputLength - RequestHeader.LongestMessage)
                {
                    await FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the connection when all replies are out.</summary>
    /// <returns>A task that completes then.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_queue is not null)
        {
            await _queue.DisposeAsync().ConfigureAwait(false);
        }

        _socket.Dispose();
    }

    private bool TryServe()
    {
        ReadOnlySpan<byte> pending = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
        if (_isOver || pending.Length < RequestHeader.Length)
        {
            return false;
        }

        var header = RequestHeader.Parse(pending);
        if (header.WordCount == 0)
        {
            // Tested before the command: the message is dropped without a reply, also a 'c'.
            _inputStart += RequestHeader.Length;
            return true;
        }

        // 'c' ends the server, an unknown command too; a window that is left crashes it.
        if (header.Command is not (RequestHeader.Read or RequestHeader.Write) || !header.IsPossible)
        {
            _isOver = true;
            return false;
        }

        int length = RequestHeader.Length + (header.Command == RequestHeader.Write ? header.ByteCount : 0);
        if (pending.Length < length)
        {
            return false;
        }

        _settings.CountRequest();
        Answer(header, pending[..length]);
        _inputStart += length;
        return true;
    }

    private void Answer(RequestHeader header, ReadOnlySpan<byte> message)
    {
        Fault fault = _settings.Faults.Next();
        if (fault is Fault.Silence or Fault.Disconnect)
        {
            _isOver = fault == Fault.Disconnect;
            return;
        }

        Span<byte> reply = _output.AsSpan(_outputEnd);
        message[..RequestHeader.Length].CopyTo(reply);
        int length = RequestHeader.Length;
        if (header.Command == RequestHeader.Read)
        {
            _board.Read(header.Address, reply.Slice(length, header.ByteCount));
            length += header.ByteCount;
        }
        else
        {
            _board.Write(header.Address, message[RequestHeader.Length..]);
        }

        if (fault == Fault.HalfReply)
        {
            length /= 2;
            _isOver = true;
        }
        else if (fault == Fault.Garbage)
        {
            foreach (ref byte value in reply[..length])
            {
                value ^= GarbageMask;
            }
        }

        _outputEnd += length;
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_outputEnd == 0)
        {
            return;
        }

        ReadOnlyMemory<byte> replies = _output.AsMemory(0, _outputEnd);
        _outputEnd = 0;
        TimeSpan delay = _settings.ReplyDelay;
        if (_queue is null && delay == TimeSpan.Zero)
        {
            await _socket.SendAllAsync(replies, cancellationToken).ConfigureAwait(false);
            return;
        }

        TimeProvider timeProvider = _settings.TimeProvider;
        long due = timeProvider.GetTimestamp() + (long)Math.Ceiling(delay.TotalSeconds * timeProvider.TimestampFrequency);
        _queue ??= new ReplyQueue(_socket, timeProvider, cancellationToken);
        await _queue.AddAsync(replies.ToArray(), due, cancellationToken).ConfigureAwait(false);
    }
}
