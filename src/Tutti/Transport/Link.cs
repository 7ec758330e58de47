using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing;
using Tutti.Transport.Internal;

namespace Tutti.Transport;

/// <summary>Is one exclusive, deadlined, self-healing request/reply connection to an instrument.</summary>
/// <remarks>
/// <para>
/// <b>Order.</b> One exchange has the wire at a time. The others wait in the order in which they came; urgent ones overtake those that are
/// not. What one caller has done is seen by all that come after.
/// </para>
/// <para>
/// <b>Deadlines and cancels.</b> Every exchange has a deadline, counted from when it has the wire; a late one ends with a
/// <see cref="TimeoutException"/>, one whose caller cancelled with an <see cref="OperationCanceledException"/> that carries the caller's
/// token. A cancel never cuts a request in two: a request that is being sent is sent, and only the wait for the reply ends. A request that
/// was still waiting leaves no trace.
/// </para>
/// <para>
/// <b>Staying in step.</b> After an exchange that was cancelled, late or misread, and when something came unasked, the link finds back into
/// step before the next exchange (<see cref="LinkOptions.Resynchronize"/>), or connects anew. No reply ever reaches the wrong question.
/// </para>
/// <para>
/// <b>Losing the connection.</b> All exchanges that are pending then fail with <see cref="ConnectionLostException"/>, sent or not, since a
/// later one may rely on an earlier one; those marked <see cref="ExchangeOptions.IsIdempotent"/> are done after the link has connected
/// again. There is no connecting in the background: the next exchange connects again, with growing pauses between attempts, for at most
/// <see cref="LinkOptions.ReconnectTimeout"/>; then the device's state is written again (<see cref="LinkOptions.Restore"/>). If that fails,
/// all that wait fail with the reason. A connection that was closed while nobody used it is replaced in the same way and fails nobody.
/// </para>
/// <para>
/// <b>Ownership.</b> A connection belongs to the link, not to the call or the future that needed it first: it is made outside of the
/// caller's execution context, and a cancel of that caller ends his wait only.
/// </para>
/// <para>
/// <b>Time.</b> Deadlines and pauses are those of the flow that makes the link. In a virtual run they are of real time, since what is on the wire
/// is: while something is, virtual time stands.
/// </para>
/// <para>Thread-safe. In the steady state an exchange allocates nothing but, within a future, what explains its wait.</para>
/// </remarks>
public sealed partial class Link : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;
    private readonly LinkOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly LinkQueue _queue;
    private readonly ExchangeDeadline _deadline;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Func<string> _turn;
    private readonly Func<string> _connecting;

    // These belong to the one whose turn it is.
    private Connection? _connection;
    private Task<Opening>? _opening;
    private bool _isDirty;
    private bool _wasConnected;

    /// <summary>Initializes a link that connects when it is first needed.</summary>
    /// <param name="open">Opens a connection. It is called on the thread pool, and throws if there is none to be had.</param>
    /// <param name="options">How the link behaves; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="open"/> is <see langword="null"/>.</exception>
    public Link(Func<CancellationToken, ValueTask<Stream>> open, LinkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        _options = options ?? new LinkOptions();
        _open = open;
        _timeProvider = _options.TimeProvider ?? (Clock.Current is VirtualClock ? PreciseClock.Instance : Clock.Current);
        Name = _options.Name.Length > 0 ? _options.Name : "the instrument";
        _turn = () => $"its turn on {Name}";
        _connecting = () => $"the connection to {Name}";
        _queue = new LinkQueue(Name);
        _deadline = new ExchangeDeadline(_timeProvider);
    }

    /// <summary>Gets whom messages name.</summary>
    /// <value><see cref="LinkOptions.Name"/>, or the address.</value>
    public string Name { get; }

    /// <summary>Makes a link over TCP, without delay of small packets, that connects when it is first needed.</summary>
    /// <param name="host">The name or the address of the host.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="options">How the link behaves; <see langword="null"/> for the defaults.</param>
    /// <returns>The link.</returns>
    /// <exception cref="ArgumentException"><paramref name="host"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is outside its range.</exception>
    public static Link Tcp(string host, int port, LinkOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65_535);
        options ??= new LinkOptions();
        TcpConnector connector = new(host, port, options.RefusedHint);
        return new Link(connector.OpenAsync, options.Name.Length > 0 ? options : options with { Name = connector.Address });
    }

    /// <summary>Closes the connection. Exchanges that are pending fail with <see cref="ObjectDisposedException"/>.</summary>
    /// <returns>A task that completes when nothing uses the connection any more. It never fails; closing again does nothing.</returns>
    public async ValueTask DisposeAsync()
    {
        Task emptied = _queue.CloseAsync();
        Interrupt();
        using (VirtualRun.BeginExchange())
        {
            await emptied.ConfigureAwait(EventLoop.IsCurrent);
            if (_opening is { } opening)
            {
                (await opening.ConfigureAwait(EventLoop.IsCurrent)).Connection?.Close();
            }
        }

        _connection?.Close();
    }

    private void Interrupt()
    {
        _deadline.Dispose();
        _lifetime.Cancel();
    }
}
