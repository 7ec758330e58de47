namespace Tutti.Exclusion.Internal;

/// <summary>Is a list of waits that were granted under the lock and are to be resumed after it, in this order.</summary>
internal struct Granted
{
    private ClaimWait? _last;

    /// <summary>Gets the first one.</summary>
    public ClaimWait? First { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(ClaimWait wait)
    {
        if (_last is null)
        {
            First = wait;
        }
        else
        {
            _last.NextGranted = wait;
        }

        _last = wait;
    }

    /// <summary>Resumes all of them, outside of the lock.</summary>
    public readonly void Resume()
    {
        for (ClaimWait? wait = First; wait is not null;)
        {
            ClaimWait? next = wait.NextGranted;
            wait.NextGranted = null;
            wait.Complete(null);
            wait = next;
        }
    }
}
