namespace Tutti.Execution.Internal;

/// <summary>Looks a moment later whether an await is really part of a deadlock.</summary>
/// <remarks>
/// An await that closes a circle through something held is one only if what holds it has nothing else to do: the code that awaits may be a side
/// line of the flow, whose main line runs on and gives it back. So it gets a moment to come to its own next wait.
/// </remarks>
internal static class Suspicion
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Fails the await when it is still stuck after a moment.</summary>
    public static void Examine(Wait wait)
    {
        ITimer? timer = null;
        timer = Clock.Current.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                while (!wait.IsOver && WaitGraph.FindCircle(wait) is { } circle && circle.TryBreak())
                {
                }
            },
            null,
            Moment,
            Timeout.InfiniteTimeSpan);
    }
}
