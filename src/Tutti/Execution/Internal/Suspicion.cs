namespace Tutti.Execution.Internal;

/// <summary>Looks a moment later whether a wait is really part of a deadlock, and lets one of the waits in the circle fail if it is.</summary>
/// <remarks>
/// An await that closes a circle through something held is one only if what holds it has nothing else to do: the code that awaits may be a side
/// line of the flow, whose main line runs on and gives it back. And a wait that only another line of its party keeps out of a circle is one as soon
/// as that line has ended. So whoever goes on gets a moment to come to its own next wait.
/// </remarks>
#pragma warning disable CA1001 // A timer that is not set holds nothing.
internal sealed class Suspicion
#pragma warning restore CA1001
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly Lock Looking = new(); // one at a time, lest two of a circle be refused, each for the other; no user code runs under it

    private readonly Wait _wait;
    private readonly ITimer _timer;

    /// <summary>Initializes a suspicion, in the time of the calling flow.</summary>
    public Suspicion(Wait wait)
    {
        _wait = wait;
        _timer = Clock.Current.CreateTimer(
            static suspicion => ((Suspicion)suspicion!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Looks when a moment has passed since the last call.</summary>
    public void LookSoon() => _timer.Change(Moment, Timeout.InfiniteTimeSpan);

    private void Look()
    {
        lock (Looking)
        {
            while (!_wait.IsOver && WaitGraph.FindCircle(_wait) is { } circle && circle.TryBreak())
            {
            }
        }
    }
}
