using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Tutti.Execution;
using Tutti.RedPitaya.Registers;
using Tutti.Transport;

namespace Tutti.RedPitaya.Wire;

/// <summary>Speaks the protocol of the board's monitor server, for somebody who has the link to himself (section 1).</summary>
/// <remarks>
/// A request is 8 bytes, <c>'r'</c> or <c>'w'</c>, 0, the number of words in 16 bits and the address in 32 bits, little-endian, and the
/// words of a write; the reply is the same 8 bytes and the words of a read. Not thread-safe: one call at a time, and only where the session
/// was given.
/// </remarks>
public sealed class RegisterSession
{
    private const int HeaderSize = 8;
    private const byte ReadCode = (byte)'r';
    private const byte WriteCode = (byte)'w';

    /// <summary>
    /// Is how many bytes of requests are sent before their replies are read, but for a single longer write. It fits into any socket's
    /// buffers: else both sides could come to wait for the other to read.
    /// </summary>
    private const int FlightSize = 16 * 1024;

    private readonly RegisterOperation[] _single = new RegisterOperation[1];
    private readonly uint[] _word = new uint[1];
    private byte[] _requests = new byte[FlightSize];
    private Connection? _connection;
    private long _replyEnd;
    private bool _isOutOfStep;

    internal RegisterSession()
    {
    }

    /// <summary>Gets or sets whom messages name.</summary>
    internal string PeerName { get; set; } = "";

    /// <summary>Does several reads and writes in one flight: all are sent, then all replies are read, in the order given.</summary>
    /// <param name="operations">The operations; the board does them one after the other.</param>
    /// <returns>A task that completes when the board has done them and what was read is in place.</returns>
    /// <exception cref="ArgumentException">An operation is <see langword="default"/>; nothing was sent.</exception>
    /// <exception cref="TransportException">The board answered something else than was asked.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ExchangeAsync(ReadOnlyMemory<RegisterOperation> operations)
    {
        ThrowIfUninitialized(operations.Span);
        await FlyAsync(operations).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <summary>Does one read or write.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>A task that completes when the board has done it and what was read is in place.</returns>
    /// <exception cref="ArgumentException">The operation is <see langword="default"/>.</exception>
    /// <exception cref="TransportException">The board answered something else than was asked.</exception>
    public ValueTask ExchangeAsync(RegisterOperation operation)
    {
        _single[0] = operation;
        return ExchangeAsync(_single.AsMemory());
    }

    /// <summary>Reads one register.</summary>
    /// <param name="address">The address, a multiple of 4.</param>
    /// <returns>A task with the word.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    /// <exception cref="TransportException">The board answered something else than was asked.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> ReadAsync(uint address)
    {
        _single[0] = RegisterOperation.Read(address, _word);
        await FlyAsync(_single).ConfigureAwait(EventLoop.IsCurrent);
        return _word[0];
    }

    /// <summary>Writes one register.</summary>
    /// <param name="address">The address, a multiple of 4.</param>
    /// <param name="word">The word.</param>
    /// <returns>A task that completes when the board has written it.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    /// <exception cref="TransportException">The board answered something else than was asked.</exception>
    public ValueTask WriteAsync(uint address, uint word) => ExchangeAsync(RegisterOperation.Write(address, word));

    /// <summary>Changes some bits of a register: reads it, and writes it with the new bits.</summary>
    /// <param name="address">The address, a multiple of 4.</param>
    /// <param name="mask">The bits to change.</param>
    /// <param name="bits">What they become; bits outside of <paramref name="mask"/> are ignored.</param>
    /// <returns>A task with the word that was written.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    /// <exception cref="TransportException">The board answered something else than was asked.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> UpdateAsync(uint address, uint mask, uint bits)
    {
        uint word = await ReadAsync(address).ConfigureAwait(EventLoop.IsCurrent);
        word = (word & ~mask) | (bits & mask);
        await WriteAsync(address, word).ConfigureAwait(EventLoop.IsCurrent);
        return word;
    }

    internal static void ThrowIfUninitialized(ReadOnlySpan<RegisterOperation> operations)
    {
        foreach (ref readonly RegisterOperation operation in operations)
        {
            if (operation.Count == 0)
            {
                throw new ArgumentException("An operation was never initialized: make it with Read or Write.", nameof(operations));
            }
        }
    }

    /// <summary>Does the operations, in one flight or, if their requests are long, in several.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> FlyAsync(ReadOnlyMemory<RegisterOperation> operations)
    {
        Connection connection = _connection ?? throw new InvalidOperationException("The session has no connection.");
        while (!operations.IsEmpty)
        {
            int count = Encode(operations.Span, out int size, out long replySize);
            _replyEnd = connection.Position + replySize;
            await connection.WriteAsync(_requests.AsMemory(0, size)).ConfigureAwait(EventLoop.IsCurrent);
            for (int i = 0; i < count; i++)
            {
                await connection.FillAsync(HeaderSize).ConfigureAwait(EventLoop.IsCurrent);
                int left = TakeHeader(connection, operations.Span[i]);
                while (left > 0)
                {
                    await connection.FillAsync((int)Fpga.WordSize).ConfigureAwait(EventLoop.IsCurrent);
                    left = TakeWords(connection, operations.Span[i].Destination[^left..]);
                }
            }

            operations = operations[count..];
        }

        return true;
    }

    internal ValueTask<bool> FlyAsync(RegisterOperation operation)
    {
        _single[0] = operation;
        return FlyAsync(_single);
    }

    /// <summary>Sees whether the peer of a new connection is a board with the design that <see cref="Registers"/> describes.</summary>
    internal async ValueTask HandshakeAsync(Connection connection)
    {
        Use(connection);
        uint[] constants = new uint[IqRegisters.ConstantCount];
        RegisterOperation identify = RegisterOperation.Read(IqRegisters.At(DspSlot.Iq0, IqRegisters.FirstConstant), constants);
        try
        {
            await FlyAsync(identify).ConfigureAwait(EventLoop.IsCurrent);
        }
        catch (TransportException ex)
        {
            throw new TransportException(
                $"What answers at {PeerName} is no Red Pitaya monitor server: it says {Quote(connection.Unread)}. Check host and port "
                    + $"(the server's is {RedPitayaLink.DefaultPort}).",
                isTransient: false,
                ex);
        }

        if (!constants.AsSpan().SequenceEqual(IqRegisters.Constants))
        {
            string found = string.Join(' ', constants.Select(static constant => constant.ToString(CultureInfo.InvariantCulture)));
            throw new TransportException(
                $"The board at {PeerName} runs another FPGA design: the constants of its IQ module are {found} instead of "
                    + $"{string.Join(' ', IqRegisters.Constants.ToArray())}. Load the design of PyRPL 0.9.6 into it.",
                isTransient: false);
        }
    }

    /// <summary>Takes a connection, in step.</summary>
    internal void Use(Connection connection)
    {
        _connection = connection;
        _isOutOfStep = false;
        _replyEnd = connection.Position;
    }

    /// <summary>Reads what is still to come of the replies of an exchange that was broken off.</summary>
    internal async ValueTask<bool> ResynchronizeAsync(Connection connection)
    {
        if (_isOutOfStep || connection != _connection)
        {
            return false;
        }

        await connection.SkipAsync(Math.Max(0, _replyEnd - connection.Position)).ConfigureAwait(EventLoop.IsCurrent);
        return true;
    }

    private static string Quote(ReadOnlySpan<byte> bytes)
    {
        const int Longest = 40;
        int end = bytes.IndexOfAny((byte)'\r', (byte)'\n', (byte)0);
        ReadOnlySpan<byte> line = bytes[..Math.Min(Longest, end < 0 ? bytes.Length : end)];
        bool isText = line.Length > 3 && !line.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        return isText ? $"\"{Encoding.ASCII.GetString(line)}\"" : Convert.ToHexString(bytes[..Math.Min(HeaderSize, bytes.Length)]);
    }

    private static void EncodeHeader(RegisterOperation operation, Span<byte> header)
    {
        header[0] = operation.IsWrite ? WriteCode : ReadCode;
        header[1] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)operation.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], operation.Address);
    }

    private static void Copy(ReadOnlySpan<uint> words, Span<byte> bytes)
    {
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(bytes);
        if (BitConverter.IsLittleEndian)
        {
            words.CopyTo(target);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(words, target);
        }
    }

    private static void Copy(ReadOnlySpan<byte> bytes, Span<uint> words)
    {
        ReadOnlySpan<uint> source = MemoryMarshal.Cast<byte, uint>(bytes);
        if (BitConverter.IsLittleEndian)
        {
            source.CopyTo(words);
        }
        else
        {
            BinaryPrimitives.ReverseEndianness(source, words);
        }
    }

    /// <summary>Takes as many words as have come.</summary>
    /// <returns>How many are still to come.</returns>
    private static int TakeWords(Connection connection, Span<uint> destination)
    {
        int count = Math.Min(destination.Length, connection.Unread.Length / (int)Fpga.WordSize);
        int size = count * (int)Fpga.WordSize;
        Copy(connection.Unread[..size], destination);
        connection.Consume(size);
        return destination.Length - count;
    }

    /// <summary>Encodes as many operations as go in one flight.</summary>
    private int Encode(ReadOnlySpan<RegisterOperation> operations, out int size, out long replySize)
    {
        size = 0;
        replySize = 0;
        int count = 0;
        foreach (ref readonly RegisterOperation operation in operations)
        {
            int payload = operation.IsWrite ? operation.Count * (int)Fpga.WordSize : 0;
            int end = size + HeaderSize + payload;
            if (count > 0 && end > FlightSize)
            {
                break;
            }

            if (end > _requests.Length)
            {
                _requests = new byte[HeaderSize + (RegisterOperation.MaximumCount * (int)Fpga.WordSize)];
            }

            EncodeHeader(operation, _requests.AsSpan(size));
            if (payload > 0)
            {
                uint word = operation.Word;
                ReadOnlySpan<uint> words = operation.Source.IsEmpty ? new ReadOnlySpan<uint>(in word) : operation.Source;
                Copy(words, _requests.AsSpan(size + HeaderSize, payload));
            }

            size = end;
            replySize += HeaderSize + (operation.IsWrite ? 0 : operation.Count * (int)Fpga.WordSize);
            count++;
        }

        return count;
    }

    /// <summary>Takes the head of a reply.</summary>
    /// <returns>How many words follow.</returns>
    private int TakeHeader(Connection connection, RegisterOperation operation)
    {
        Span<byte> expected = stackalloc byte[HeaderSize];
        EncodeHeader(operation, expected);
        ReadOnlySpan<byte> actual = connection.Unread[..HeaderSize];
        if (!actual.SequenceEqual(expected))
        {
            _isOutOfStep = true;
            throw new TransportException(
                $"The board at {PeerName} answered another question while {operation}: {Convert.ToHexString(actual)} instead of "
                    + $"{Convert.ToHexString(expected)}. The next request connects again.",
                isTransient: true);
        }

        connection.Consume(HeaderSize);
        return operation.IsWrite ? 0 : operation.Count;
    }
}
