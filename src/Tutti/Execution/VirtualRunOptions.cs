using Tutti.Timing;

namespace Tutti.Execution;

/// <summary>Says how a program runs in virtual time (<see cref="EventLoop.Run(Func{Task}, VirtualRunOptions)"/>).</summary>
public sealed record VirtualRunOptions
{
    /// <summary>Gets the clock of the run; afterwards it tells how long the run took.</summary>
    /// <value>By default a new one. A clock serves one run.</value>
    public VirtualClock Clock { get; init; } = new();

    /// <summary>Gets the seed by which the order of ready work is permuted; the same seed gives the same order.</summary>
    /// <value>By default <see langword="null"/>: work runs in the order in which it was posted.</value>
    public int? Seed { get; init; }

    /// <summary>Gets the real time that may pass while nothing in the run goes on, before the run fails with an explanation.</summary>
    /// <value>By default 5 s; more than zero. It does not count while an exchange of a link is under way, or a debugger is attached.</value>
    public TimeSpan RealTimeLimit { get; init; } = TimeSpan.FromSeconds(5);
}
