namespace Tutti.Instruments;

/// <summary>Says what starts an acquisition.</summary>
public enum TriggerSource
{
    /// <summary>Nothing is waited for.</summary>
    Immediately,

    /// <summary>The signal of channel 1 crosses the trigger level.</summary>
    Channel1,

    /// <summary>The signal of channel 2 crosses the trigger level.</summary>
    Channel2,

    /// <summary>The external trigger input changes.</summary>
    External,

    /// <summary>The first generator begins a period.</summary>
    Generator1,

    /// <summary>The second generator begins a period.</summary>
    Generator2,

    /// <summary>The trigger module of the signal processor fires.</summary>
    Processor,
}
