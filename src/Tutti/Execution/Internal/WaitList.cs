namespace Tutti.Execution.Internal;

/// <summary>Is what a party waits for just now, newest first; without a lock.</summary>
/// <remarks>
/// Waits that are over are skipped; one that is covered by a newer one is let go with that. So there are never more of them than the party
/// has waited for at a time.
/// </remarks>
internal struct WaitList
{
    private Wait? _newest;

    /// <summary>Gets the newest wait that is not over.</summary>
    public readonly Wait? Newest => SkipOver(_newest);

    /// <summary>Gets the next older wait that is not over.</summary>
    public static Wait? Before(Wait wait) => SkipOver(wait.Earlier);

    /// <summary>Adds a wait.</summary>
    public void Add(Wait wait)
    {
        Wait? newest = Volatile.Read(ref _newest);
        while (true)
        {
            wait.Earlier = SkipOver(newest);
            Wait? seen = Interlocked.CompareExchange(ref _newest, wait, newest);
            if (ReferenceEquals(seen, newest))
            {
                return;
            }

            newest = seen;
        }
    }

    /// <summary>Lets go of waits that are over.</summary>
    /// <returns>The newest that is left.</returns>
    public Wait? Prune()
    {
        Wait? newest = Volatile.Read(ref _newest);
        while (newest is { IsOver: true })
        {
            Wait? seen = Interlocked.CompareExchange(ref _newest, SkipOver(newest), newest);
            newest = ReferenceEquals(seen, newest) ? Volatile.Read(ref _newest) : seen;
        }

        return newest;
    }

    /// <summary>Tells all of them that a cancel was asked for.</summary>
    public readonly void Cancel()
    {
        for (Wait? wait = Newest; wait is not null; wait = Before(wait))
        {
            wait.OnCancelRequested();
        }
    }

    /// <summary>Lets go of everything: the party has ended.</summary>
    public void Clear() => Volatile.Write(ref _newest, null);

    private static Wait? SkipOver(Wait? wait)
    {
        while (wait is { IsOver: true })
        {
            wait = wait.Earlier;
        }

        return wait;
    }
}
