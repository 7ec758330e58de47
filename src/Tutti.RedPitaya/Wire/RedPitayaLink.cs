using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Transport;

namespace Tutti.RedPitaya.Wire;

/// <summary>Reads and writes the registers of a board through its monitor server (docs/reference/red-pitaya.md, section 1).</summary>
/// <remarks>
/// <para>
/// It is a <see cref="Link"/>: calls are done one at a time in the order in which they came, each with a deadline; after a cancel, a late
/// or a wrong reply it finds back into step or connects anew. Urgent calls are for what stops something: they overtake all that wait, and
/// outlive a lost connection: they are done, or done again, on the next one. Nothing else is repeated, not even a read: after a loss the
/// board may be in another state, and what it reads then would be no answer to what was asked.
/// </para>
/// <para>
/// The server serves one client and ends when that client goes, unless something starts it again. Hence the link keeps its connection, and
/// after a cancel reads what is still to come instead of connecting anew.
/// </para>
/// <para>
/// Several operations in one flight take one round trip: to read the result of one point of a sweep and to write the frequency of the next,
/// or to read both buffers of the scope and its pointers.
/// </para>
/// <para>
/// Every call may throw <see cref="TimeoutException"/> (the board is late), <see cref="ConnectionLostException"/> (the connection broke; a
/// write may have been done or not), <see cref="TransportException"/> (no board there, or something else answers),
/// <see cref="OperationCanceledException"/> with the caller's token and <see cref="ObjectDisposedException"/>.
/// </para>
/// <para>Thread-safe. In the steady state a call allocates nothing.</para>
/// </remarks>
public sealed class RedPitayaLink : IAsyncDisposable
{
    /// <summary>Is the port of the monitor server unless it was started with another.</summary>
    public const int DefaultPort = 2222;

    private static readonly Exchange<(RegisterSession Session, uint Address), uint> ReadWord = new(
        static state => RegisterOperation.Describe(isWrite: false, 1, state.Address),
        static (_, state) => state.Session.ReadAsync(state.Address));

    private static readonly Exchange<(RegisterSession Session, uint Address, uint Mask, uint Bits), uint> UpdateWord = new(
        static state => RegisterOperation.Describe(isWrite: true, 1, state.Address),
        static (_, state) => state.Session.UpdateAsync(state.Address, state.Mask, state.Bits));

    private static readonly Exchange<(RegisterSession Session, RegisterOperation Operation), bool> One = new(
        static state => state.Operation.ToString(),
        static (_, state) => state.Session.FlyAsync(state.Operation));

    private static readonly Exchange<(RegisterSession Session, ReadOnlyMemory<RegisterOperation> Operations), bool> Many = new(
        static state => Describe(state.Operations.Span),
        static (_, state) => state.Session.FlyAsync(state.Operations));

    private readonly Link _link;
    private readonly RegisterSession _session;
    private volatile bool _isClosing;

    /// <summary>Initializes a link that connects when it is first needed.</summary>
    /// <param name="host">The name or the address of the board.</param>
    /// <param name="port">The port of its monitor server.</param>
    /// <param name="options">How the link behaves; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="host"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="port"/> or a time in <paramref name="options"/> is outside its range.
    /// </exception>
    public RedPitayaLink(string host, int port = DefaultPort, RedPitayaLinkOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        options ??= new RedPitayaLinkOptions();
        _session = new RegisterSession();
        _link = Link.Tcp(host, port, new LinkOptions
        {
            Timeout = options.Timeout,
            ConnectTimeout = options.ConnectTimeout,
            ReconnectTimeout = options.ReconnectTimeout,
            TimeProvider = options.TimeProvider,
            RefusedHint = "Is the monitor server running?",
            SilentHint = "Is it a Red Pitaya's monitor server, and is no other client connected? It serves one at a time.",
            Handshake = _session.HandshakeAsync,
            Restore = options.Restore is { } restore ? _ => restore(_session) : null,
            Resynchronize = _session.ResynchronizeAsync,
        });
        _session.PeerName = _link.Name;
    }

    /// <summary>Gets whom messages name.</summary>
    /// <value>The address, such as <c>rp-f0.local:2222</c>.</value>
    public string Name => _link.Name;

    /// <summary>Connects now, and sees that the peer is a board with the right FPGA design, rather than with the first call.</summary>
    /// <param name="cancellationToken">Cancels the wait; the link goes on connecting for its next user.</param>
    /// <returns>A task that completes when the link is connected.</returns>
    public Task ConnectAsync(CancellationToken cancellationToken = default) => _link.ConnectAsync(cancellationToken);

    /// <summary>Reads one register.</summary>
    /// <param name="address">The address, a multiple of 4.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task with the word. Await it once.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    public ValueTask<uint> ReadAsync(uint address, CancellationToken cancellationToken = default)
    {
        RegisterOperation.Check(address, 1);
        return _link.ExchangeAsync(ReadWord, (_session, address), default, cancellationToken);
    }

    /// <summary>Reads neighbouring registers.</summary>
    /// <param name="address">The address of the first register, a multiple of 4.</param>
    /// <param name="words">Where the words go, one for each register; not to be used otherwise until the task has completed.</param>
    /// <param name="cancellationToken">Cancels the wait; what is in <paramref name="words"/> is then undefined.</param>
    /// <returns>A task that completes when the words are there. Await it once.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="address"/> is not a multiple of 4, or <paramref name="words"/> is empty.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The registers reach beyond the end of a window of <see cref="RegisterOperation.WindowSize"/>.
    /// </exception>
    public ValueTask ReadAsync(uint address, Memory<uint> words, CancellationToken cancellationToken = default) =>
        ExchangeAsync(RegisterOperation.Read(address, words), isUrgent: false, cancellationToken);

    /// <summary>Writes one register.</summary>
    /// <param name="address">The address, a multiple of 4.</param>
    /// <param name="word">The word.</param>
    /// <param name="isUrgent">Whether the call stops something: it overtakes those that do not, and may be done twice.</param>
    /// <param name="cancellationToken">Cancels the wait; a request that was sent is done by the board all the same.</param>
    /// <returns>A task that completes when the board has written it. Await it once.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    public ValueTask WriteAsync(uint address, uint word, bool isUrgent = false, CancellationToken cancellationToken = default) =>
        ExchangeAsync(RegisterOperation.Write(address, word), isUrgent, cancellationToken);

    /// <summary>Writes neighbouring registers.</summary>
    /// <param name="address">The address of the first register, a multiple of 4.</param>
    /// <param name="words">The words, one for each register; they must not change until the task has completed.</param>
    /// <param name="isUrgent">Whether the call stops something: it overtakes those that do not, and may be done twice.</param>
    /// <param name="cancellationToken">Cancels the wait; a request that was sent is done by the board all the same.</param>
    /// <returns>A task that completes when the board has written them. Await it once.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="address"/> is not a multiple of 4, or <paramref name="words"/> is empty.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The registers reach beyond the end of a window of <see cref="RegisterOperation.WindowSize"/>.
    /// </exception>
    public ValueTask WriteAsync(
        uint address, ReadOnlyMemory<uint> words, bool isUrgent = false, CancellationToken cancellationToken = default) =>
        ExchangeAsync(RegisterOperation.Write(address, words), isUrgent, cancellationToken);

    /// <summary>Changes some bits of a register. Nobody else uses the link between the read and the write.</summary>
    /// <param name="address">The address, a multiple of 4.</param>
    /// <param name="mask">The bits to change.</param>
    /// <param name="bits">What they become; bits outside of <paramref name="mask"/> are ignored.</param>
    /// <param name="isUrgent">Whether the call stops something: it overtakes those that do not, and may be done twice.</param>
    /// <param name="cancellationToken">Cancels the wait; a request that was sent is done by the board all the same.</param>
    /// <returns>A task with the word that was written. Await it once.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not a multiple of 4.</exception>
    public ValueTask<uint> UpdateAsync(
        uint address, uint mask, uint bits, bool isUrgent = false, CancellationToken cancellationToken = default)
    {
        RegisterOperation.Check(address, 1);
        return _link.ExchangeAsync(
            UpdateWord, (_session, address, mask, bits), Options(isUrgent), cancellationToken);
    }

    /// <summary>Does several reads and writes in one flight: all are sent, then all replies are read, in the order given.</summary>
    /// <param name="operations">
    /// The operations; the board does them one after the other, and nobody else's come between. None is a task that has completed.
    /// </param>
    /// <param name="isUrgent">Whether the call stops something: it overtakes those that do not, and may be done twice.</param>
    /// <param name="cancellationToken">Cancels the wait; a request that was sent is done by the board all the same.</param>
    /// <returns>A task that completes when the board has done them and what was read is in place. Await it once.</returns>
    /// <exception cref="ArgumentException">An operation is <see langword="default"/>.</exception>
    /// <remarks>
    /// It is one round trip while the requests are at most 16 KiB together, or a single longer write; else several, of which each is as
    /// long as that allows.
    /// </remarks>
    public ValueTask ExchangeAsync(
        ReadOnlyMemory<RegisterOperation> operations, bool isUrgent = false, CancellationToken cancellationToken = default)
    {
        RegisterSession.ThrowIfUninitialized(operations.Span);
        if (operations.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        return FinishAsync(_link.ExchangeAsync(Many, (_session, operations), Options(isUrgent), cancellationToken));
    }

    /// <summary>Closes the connection. Calls that are pending fail with <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>A task that completes when nothing uses the connection any more. It never fails; closing again does nothing.</returns>
    public ValueTask DisposeAsync() => _link.DisposeAsync();

    /// <summary>Lets nothing that switches outputs on begin any more.</summary>
    internal void BeginClosing() => _isClosing = true;

    internal void ThrowIfClosing() => ObjectDisposedException.ThrowIf(_isClosing, this);

    private static ExchangeOptions Options(bool isUrgent) => new() { IsUrgent = isUrgent, IsIdempotent = isUrgent };

    private static string Describe(ReadOnlySpan<RegisterOperation> operations) => operations.Length switch
    {
        1 => operations[0].ToString(),
        2 => $"{operations[0]} and {operations[1]}",
        _ => $"{operations[0]}, {operations[1]} and more in one flight",
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask FinishAsync(ValueTask<bool> exchange) => await exchange.ConfigureAwait(EventLoop.IsCurrent);

    private ValueTask ExchangeAsync(RegisterOperation operation, bool isUrgent, CancellationToken cancellationToken) =>
        FinishAsync(_link.ExchangeAsync(One, (_session, operation), Options(isUrgent), cancellationToken));
}
