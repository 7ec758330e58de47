using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Transport;

/// <summary>Is one open connection of a <see cref="Link"/>, in the hands of the exchange that has it to itself.</summary>
/// <remarks>
/// <para>
/// Its methods need no token: the deadline of the exchange and its caller's cancel apply. A cancel never cuts a request in two; it ends
/// the waiting for the reply.
/// </para>
/// <para>
/// Not thread-safe: use it only inside the function that it was given to, one call at a time. Incoming bytes are buffered:
/// <see cref="FillAsync"/> waits for them, <see cref="Unread"/> shows them, <see cref="Consume"/> takes them.
/// </para>
/// </remarks>
public sealed class Connection
{
    /// <summary>Is the greatest number of bytes that <see cref="FillAsync"/> can wait for.</summary>
    public const int BufferSize = 128 * 1024;

    private readonly Stream _stream;
    private readonly Socket? _socket;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _start;
    private int _end;

    internal Connection(Stream stream)
    {
        _stream = stream;
        _socket = (stream as NetworkStream)?.Socket;
    }

    /// <summary>Gets the bytes that have come and were not consumed yet.</summary>
    /// <value>Valid until the next call of <see cref="FillAsync"/>, <see cref="ReadExactlyAsync"/> or <see cref="SkipAsync"/>.</value>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Gets how many bytes of the incoming stream were consumed since the connection was opened.</summary>
    /// <value>At least zero.</value>
    public long Position { get; private set; }

    /// <summary>Gets or sets what ends the sending: the deadline only, so that a request is never cut by a cancel.</summary>
    internal CancellationToken SendToken { get; set; }

    /// <summary>Gets or sets what ends the receiving: the deadline or the caller's cancel.</summary>
    internal CancellationToken ReceiveToken { get; set; }

    /// <summary>Gets or sets a value indicating whether something was sent or asked for since the link last looked.</summary>
    internal bool WasUsed { get; set; }

    /// <summary>Gets a value indicating whether the stream failed or a request was cut: only a new connection helps.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>Gets what the stream failed with, or <see langword="null"/>.</summary>
    internal Exception? Failure { get; private set; }

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes; they must not change until the task has completed.</param>
    /// <returns>A task that completes when the bytes are on their way.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        WasUsed = true;
        bool isDone = false;
        try
        {
            ValueTask writing = _stream.WriteAsync(bytes, SendToken);
            using (BeginExchange(writing.IsCompleted))
            {
                await writing.ConfigureAwait(EventLoop.IsCurrent);
            }

            isDone = true;
        }
        catch (Exception ex) when (Note(ex))
        {
            throw;
        }
        finally
        {
            IsBroken |= !isDone;
        }
    }

    /// <summary>Waits until a number of bytes can be seen in <see cref="Unread"/>; there may be more.</summary>
    /// <param name="count">The number of bytes, 0 to <see cref="BufferSize"/>.</param>
    /// <returns>A task that completes when they have come.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside its range.</exception>
    /// <exception cref="EndOfStreamException">The peer closed the connection before.</exception>
    public ValueTask FillAsync(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, BufferSize);
        return _end - _start >= count ? ValueTask.CompletedTask : FillCoreAsync(count);
    }

    /// <summary>Takes bytes off the front of <see cref="Unread"/>.</summary>
    /// <param name="count">The number of bytes, at most those that are there.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside its range.</exception>
    public void Consume(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _start);
        _start += count;
        Position += count;
    }

    /// <summary>Reads a number of bytes.</summary>
    /// <param name="destination">Where they go; it is filled completely.</param>
    /// <returns>A task that completes when they have come.</returns>
    /// <exception cref="EndOfStreamException">The peer closed the connection before.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadExactlyAsync(Memory<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            await FillAsync(1).ConfigureAwait(EventLoop.IsCurrent);
            int count = Math.Min(destination.Length, Unread.Length);
            Unread[..count].CopyTo(destination.Span);
            Consume(count);
            destination = destination[count..];
        }
    }

    /// <summary>Reads bytes and drops them.</summary>
    /// <param name="count">The number of bytes, at least zero.</param>
    /// <returns>A task that completes when they have come.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside its range.</exception>
    /// <exception cref="EndOfStreamException">The peer closed the connection before.</exception>
    public ValueTask SkipAsync(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return SkipCoreAsync(count);
    }

    /// <summary>Looks, without waiting, whether the peer has said something unasked or closed the connection.</summary>
    /// <returns><see langword="true"/> if the wire is silent and open, as it must be before a request.</returns>
    internal bool IsQuiet()
    {
        if (_start != _end)
        {
            return false;
        }

        if (_socket is null)
        {
            return true;
        }

        try
        {
            if (!_socket.Poll(0, SelectMode.SelectRead))
            {
                return true;
            }

            IsBroken |= _socket.Available == 0;
        }
        catch (SocketException)
        {
            IsBroken = true;
        }

        return false;
    }

    internal void Close() => _stream.Dispose();

    /// <summary>Says to a virtual run, if the calling flow is in one, that it has to wait for what is on the wire.</summary>
    private static VirtualExchange BeginExchange(bool isOver) => isOver ? default : VirtualRun.BeginExchange();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillCoreAsync(int count)
    {
        WasUsed = true;
        try
        {
            while (_end - _start < count)
            {
                MakeRoom(count);
                ValueTask<int> reading = _stream.ReadAsync(_buffer.AsMemory(_end), ReceiveToken);
                int received;
                using (BeginExchange(reading.IsCompleted))
                {
                    received = await reading.ConfigureAwait(EventLoop.IsCurrent);
                }

                if (received == 0)
                {
                    throw new EndOfStreamException("the other side closed it");
                }

                _end += received;
            }
        }
        catch (Exception ex) when (Note(ex))
        {
            throw;
        }
    }

    private async ValueTask SkipCoreAsync(long count)
    {
        while (count > 0)
        {
            await FillAsync(1).ConfigureAwait(EventLoop.IsCurrent);
            int now = (int)Math.Min(count, Unread.Length);
            Consume(now);
            count -= now;
        }
    }

    private void MakeRoom(int count)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
        }
        else if (_start + count > BufferSize)
        {
            Unread.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
    }

    private bool Note(Exception exception)
    {
        if (exception is not OperationCanceledException)
        {
            IsBroken = true;
            Failure = exception;
        }

        return false;
    }
}
