namespace Tutti.Instruments;

/// <summary>Says in which direction a signal crosses the trigger level.</summary>
public enum TriggerEdge
{
    /// <summary>Upwards.</summary>
    Positive,

    /// <summary>Downwards.</summary>
    Negative,
}
