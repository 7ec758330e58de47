using System.Net;
using Tutti.Timing;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Says where a simulated Red Pitaya listens and what it is connected to.</summary>
public sealed record RedPitayaSimulatorOptions
{
    /// <summary>Gets the address to listen on.</summary>
    /// <value>Default: loopback, so that nobody else in the network reaches it.</value>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Gets the TCP port to listen on.</summary>
    /// <value>From 1 to 65535, or 0 for any free one. Default: 0. A real board listens on 2222.</value>
    public int Port { get; init; }

    /// <summary>Gets how much later than at once every reply comes, as over a network.</summary>
    /// <value>Zero to one minute. Default: zero. Requests that are on the way together are delayed together.</value>
    public TimeSpan ReplyDelay { get; init; }

    /// <summary>Gets what is between output 1 and input 1. Output 2 is wired to input 2.</summary>
    public DeviceUnderTest DeviceUnderTest { get; init; } = new();

    /// <summary>Gets the seed of everything random.</summary>
    /// <value>Default: 1. With the same seed and times every sample is the same.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Gets the time that drives the 125 MHz clock of the board and its reply delay.</summary>
    /// <value>Default: the precise clock, which is real time, also within a virtual run.</value>
    public TimeProvider TimeProvider { get; init; } = PreciseClock.Instance;
}
