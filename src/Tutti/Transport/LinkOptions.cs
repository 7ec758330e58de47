namespace Tutti.Transport;

/// <summary>Says how a <see cref="Link"/> behaves.</summary>
/// <remarks>
/// The functions get the connection to themselves and run on the thread pool, outside of any future's family and lease: a caller's cancel
/// does not reach them.
/// </remarks>
public sealed record LinkOptions
{
    /// <summary>Is the longest time that a timer takes.</summary>
    internal static readonly TimeSpan LongestTime = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Gets whom messages name.</summary>
    /// <value>Default empty: the address, such as <c>rp-f0.local:2222</c>.</value>
    public string Name { get; init; } = "";

    /// <summary>Gets how long an exchange may take, counted from when it has the wire; also a handshake and a resynchronisation.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan Timeout { get; init => field = Checked(value); } = TimeSpan.FromSeconds(2);

    /// <summary>Gets how long one attempt to connect may take, and how long <see cref="Restore"/> may.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan ConnectTimeout { get; init => field = Checked(value); } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets for how long a link that lost its connection tries to connect again, on behalf of the next request, before it fails.
    /// </summary>
    /// <value>Default 10 s; zero for a single attempt. The first connection of a link is always a single attempt.</value>
    public TimeSpan ReconnectTimeout { get; init => field = Checked(value, mayBeZero: true); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets the pause after the first failed attempt to connect again; it doubles with each attempt up to <see cref="MaximumPause"/>.
    /// </summary>
    /// <value>Default 50 ms.</value>
    public TimeSpan FirstPause { get; init => field = Checked(value); } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets the longest pause between two attempts to connect again.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan MaximumPause { get; init => field = Checked(value); } = TimeSpan.FromSeconds(2);

    /// <summary>Gets where deadlines and pauses come from.</summary>
    /// <value>Default <see langword="null"/>: the clock of the flow that makes the link.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Gets what a message adds when nobody listens at the address.</summary>
    /// <value>Default a question that helps with any instrument.</value>
    public string RefusedHint { get; init; } = "Is the instrument's server running?";

    /// <summary>Gets what a message adds when the peer takes the connection but does not answer the handshake.</summary>
    /// <value>Default a question that helps with any instrument.</value>
    public string SilentHint { get; init; } = "Is it the right port?";

    /// <summary>Gets what is done first on every new connection: see whether the peer is what it should be.</summary>
    /// <value>Default <see langword="null"/>: nothing. If it throws, the connection is closed.</value>
    public Func<Connection, ValueTask>? Handshake { get; init; }

    /// <summary>Gets what is done, after the handshake, on every new connection but the first: write the device's state again.</summary>
    /// <value>Default <see langword="null"/>: nothing. If it throws, the connection is closed.</value>
    public Func<Connection, ValueTask>? Restore { get; init; }

    /// <summary>
    /// Gets how to find back into step after an exchange that was cancelled, late or misread: read what is still to come of its reply.
    /// </summary>
    /// <value>
    /// Default <see langword="null"/>: the link connects anew. The function returns whether the connection is in step again; if not, or if
    /// it throws, the link connects anew. It runs on the next caller's flow, and is called again if that caller is cancelled.
    /// </value>
    public Func<Connection, ValueTask<bool>>? Resynchronize { get; init; }

    private static TimeSpan Checked(TimeSpan value, bool mayBeZero = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, mayBeZero ? TimeSpan.Zero : TimeSpan.FromTicks(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTime);
        return value;
    }
}
