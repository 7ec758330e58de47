namespace Tutti.RedPitaya.Wire;

/// <summary>Says how a <see cref="RedPitayaLink"/> behaves.</summary>
/// <remarks>
/// Times are above zero and at most 49 days; others are refused by the link with <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
public sealed record RedPitayaLinkOptions
{
    /// <summary>Gets how long the board may take for one flight of operations, counted from when it has the wire.</summary>
    /// <value>Default 2 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets how long one attempt to connect may take.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets for how long a lost connection is tried again, on behalf of the next call, before that fails.</summary>
    /// <value>Default 10 s; zero for a single attempt.</value>
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets where deadlines and pauses come from.</summary>
    /// <value>Default <see langword="null"/>: the clock of the flow that makes the link.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Gets what writes the board's state again after a lost connection was replaced.</summary>
    /// <value>
    /// Default <see langword="null"/>: nothing. It has the link to itself, and runs on the thread pool, outside of any future's family and
    /// lease. If it throws, the connection is closed and the call that needed it fails.
    /// </value>
    public Func<RegisterSession, ValueTask>? Restore { get; init; }
}
