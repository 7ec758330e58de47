namespace Tutti.Transport;

/// <summary>Says how a <see cref="Link"/> treats one exchange. <see langword="default"/> is an ordinary one.</summary>
public readonly record struct ExchangeOptions
{
    /// <summary>Gets whether the exchange overtakes all that wait for the link and do not overtake, such as a stop.</summary>
    /// <value>Default <see langword="false"/>. The exchange that is on the wire is not cut short.</value>
    public bool IsUrgent { get; init; }

    /// <summary>Gets whether doing the exchange twice is the same as doing it once, as with a plain read.</summary>
    /// <value>
    /// Default <see langword="false"/>. If <see langword="true"/>, the exchange outlives the loss of the connection: it is sent once more
    /// when the link has connected again.
    /// </value>
    public bool IsIdempotent { get; init; }

    /// <summary>Gets how long the exchange may take, counted from when it has the wire.</summary>
    /// <value>Default zero: the <see cref="LinkOptions.Timeout"/> of the link.</value>
    public TimeSpan Timeout { get; init; }
}
