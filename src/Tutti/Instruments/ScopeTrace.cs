using Tutti.Signals;

namespace Tutti.Instruments;

/// <summary>Is what a scope acquires: the traces of its two channels, taken at the same instants.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ScopeTrace : IAverageable<ScopeTrace>
{
    /// <summary>Initializes a new instance.</summary>
    /// <param name="channel1">The trace of channel 1, [points].</param>
    /// <param name="channel2">The trace of channel 2, [points].</param>
    /// <exception cref="ArgumentNullException">One of them is <see langword="null"/>.</exception>
    public ScopeTrace(Trace<double> channel1, Trace<double> channel2)
    {
        ArgumentNullException.ThrowIfNull(channel1);
        ArgumentNullException.ThrowIfNull(channel2);
        Channel1 = channel1;
        Channel2 = channel2;
    }

    /// <summary>Gets the voltage of channel 1, [points].</summary>
    public Trace<double> Channel1 { get; }

    /// <summary>Gets the voltage of channel 2, [points].</summary>
    public Trace<double> Channel2 { get; }

    /// <inheritdoc/>
    public ScopeTrace AverageWith(ScopeTrace next, double weight)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new ScopeTrace(Channel1.AverageWith(next.Channel1, weight), Channel2.AverageWith(next.Channel2, weight));
    }
}
