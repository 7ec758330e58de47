namespace Tutti.Tests.Execution;

/// <summary>Collects what nobody keeps.</summary>
internal static class Garbage
{
    /// <summary>Collects again and again until something is true, such as that an object is gone.</summary>
    /// <remarks>
    /// A few times need not do: the thread that has just ended a future may still be at it, and another test that runs at the same time may keep
    /// a list of all that ran a moment ago.
    /// </remarks>
    /// <returns>Whether it became true before anything that hangs is given up.</returns>
    public static bool CollectUntil(Func<bool> isEnough)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!isEnough())
        {
            if (TimeProvider.System.GetElapsedTime(start) > HangGuard.Limit)
            {
                return false;
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return true;
    }
}
