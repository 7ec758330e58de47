namespace Tutti.Timing.Internal;

/// <summary>Tells what ended a wait on a word of memory.</summary>
internal enum FutexResult
{
    /// <summary>Somebody woke the thread, the word had changed already, or a signal came.</summary>
    Woken,

    /// <summary>The time had come.</summary>
    TimedOut,

    /// <summary>The kernel does not do this call.</summary>
    Refused,
}
