namespace Tutti.Simulation.RedPitaya.Server;

/// <summary>What can be changed, and counted, while the server runs.</summary>
internal sealed class ServerSettings
{
    private long _replyDelayTicks;
    private long _requestCount;
    private long _clientCount;
    private Exception? _failure;

    /// <summary>Gets the time that delays are measured in.</summary>
    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Gets the faults.</summary>
    public RedPitayaFaults Faults { get; } = new();

    /// <summary>Gets or sets how much later than at once replies come.</summary>
    public TimeSpan ReplyDelay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _replyDelayTicks));
        set => Interlocked.Exchange(ref _replyDelayTicks, value.Ticks);
    }

    /// <summary>Gets the number of requests that have come.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>Gets the number of clients that were, or are, served.</summary>
    public long ClientCount => Interlocked.Read(ref _clientCount);

    /// <summary>Gets the first error of the simulation itself.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Keeps an error, if it is the first.</summary>
    /// <param name="failure">The error.</param>
    public void Fail(Exception failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    /// <summary>Counts a request.</summary>
    public void CountRequest() => Interlocked.Increment(ref _requestCount);

    /// <summary>Counts a client.</summary>
    public void CountClient() => Interlocked.Increment(ref _clientCount);
}
