namespace Tutti.Timing.Internal;

/// <summary>Is the run that a virtual clock serves.</summary>
internal interface IVirtualTimeUser
{
    /// <summary>Tells it that a timer was set; any thread does.</summary>
    void OnTimerSet();

    /// <summary>Tells it to run the callback of a timer as ready work.</summary>
    /// <param name="timer">The timer.</param>
    void OnTimerDue(VirtualTimer timer);
}
