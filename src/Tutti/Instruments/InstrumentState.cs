namespace Tutti.Instruments;

/// <summary>Says what an instrument is doing.</summary>
public enum InstrumentState
{
    /// <summary>Nothing; its outputs are off.</summary>
    Stopped,

    /// <summary>It takes a given number of traces.</summary>
    RunningSingle,

    /// <summary>It takes traces until it is stopped.</summary>
    RunningContinuous,

    /// <summary>It was taking a given number of traces and waits to be resumed; its outputs are off.</summary>
    PausedSingle,

    /// <summary>It was taking traces until stopped and waits to be resumed; its outputs are off.</summary>
    PausedContinuous,
}
