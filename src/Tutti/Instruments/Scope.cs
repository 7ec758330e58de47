using Tutti.Devices;
using Tutti.Quantities;

namespace Tutti.Instruments;

/// <summary>Is an oscilloscope with two channels.</summary>
/// <remarks>
/// The time axis of its traces begins at zero if the trigger source is <see cref="Instruments.TriggerSource.Immediately"/>; else time zero
/// is the trigger, so that the trace reaches from trigger delay - duration/2 to trigger delay + duration/2. Thread safe.
/// </remarks>
public abstract class Scope : Instrument<ScopeTrace>
{
    /// <summary>Initializes a new scope.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    protected Scope(string name)
        : base(name)
    {
    }

    /// <summary>Gets the number of points of a trace.</summary>
    public abstract int Points { get; }

    /// <summary>Gets the time from one point to the next; rounded to one that the scope can do.</summary>
    public abstract QuantityParameter SamplingInterval { get; }

    /// <summary>Gets whether a point is the mean over its sampling interval instead of one sample.</summary>
    public abstract Parameter<bool> IsAveragingInterval { get; }

    /// <summary>Gets what starts an acquisition.</summary>
    public abstract SelectionParameter<TriggerSource> TriggerSource { get; }

    /// <summary>Gets the direction in which the signal crosses the trigger level.</summary>
    public abstract SelectionParameter<TriggerEdge> TriggerEdge { get; }

    /// <summary>Gets the voltage that the signal crosses.</summary>
    public abstract QuantityParameter TriggerLevel { get; }

    /// <summary>Gets the time from the trigger to the middle of the trace; may be negative.</summary>
    public abstract QuantityParameter TriggerDelay { get; }

    /// <summary>Gets how long a trigger is waited for before the run fails with a <see cref="TimeoutException"/>.</summary>
    public abstract QuantityParameter TriggerTimeout { get; }

    /// <summary>Gets the time that a trace covers: points times sampling interval.</summary>
    public Quantity Duration => Points * SamplingInterval.LastKnown;
}
