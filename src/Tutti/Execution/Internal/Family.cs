namespace Tutti.Execution.Internal;

/// <summary>Is the set of futures that one cancel reaches together: the children of a future, or of a shield.</summary>
/// <remarks>
/// Thread safe. Its children form a list through their own links, so that joining and leaving cost no allocation. A child joins under
/// the same lock under which a cancel takes its snapshot: it is either in the snapshot or sees that it came too late.
/// </remarks>
#pragma warning disable CA1001 // The source has neither timer nor wait handle, so there is nothing to free; tokens may outlive the family.
internal sealed class Family
#pragma warning restore CA1001
{
    private static readonly HashSet<Family> Shields = [];

    private readonly Lock _lock = new();
    private Future? _first;
    private CancellationTokenSource? _source;
    private bool _isCancelled;
    private bool _isDissolved;

    /// <summary>Gets the futures that have no parent.</summary>
    public static Family Roots { get; } = new();

    /// <summary>Gets the token that says that the family was cancelled; it is made when it is first asked for.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (_lock)
            {
                if (_source is null)
                {
                    if (_isCancelled)
                    {
                        return new CancellationToken(canceled: true);
                    }

                    _source = new CancellationTokenSource();
                }

                return _source.Token;
            }
        }
    }

    public static void AddShield(Family family)
    {
        lock (Shields)
        {
            Shields.Add(family);
        }
    }

    public static void RemoveShield(Family family)
    {
        lock (Shields)
        {
            Shields.Remove(family);
        }
    }

    /// <summary>Lists every future that runs: roots first, each followed by its descendants.</summary>
    public static List<Future> ListRunning()
    {
        List<Future> running = [];
        Roots.AddDescendants(running);
        Family[] shields;
        lock (Shields)
        {
            shields = [.. Shields];
        }

        foreach (Family shield in shields)
        {
            shield.AddDescendants(running);
        }

        return running;
    }

    /// <summary>Takes a child in; if the family has ended it becomes a root.</summary>
    /// <returns>Whether the family was cancelled, so that the child starts cancelled.</returns>
    public bool Join(Future child)
    {
        lock (_lock)
        {
            if (!_isDissolved)
            {
                Link(child);
                return _isCancelled;
            }
        }

        bool isCancelled = Roots.Join(child);
        return isCancelled || _isCancelled;
    }

    /// <summary>Lets a child that has ended go.</summary>
    public static void Leave(Future child)
    {
        while (child.Links.Family is { } family)
        {
            lock (family._lock)
            {
                if (ReferenceEquals(child.Links.Family, family))
                {
                    family.Unlink(child);
                    return;
                }
            }
        }
    }

    /// <summary>Ends the family: children that still run become roots, and so do those that come later.</summary>
    public void Dissolve()
    {
        lock (_lock)
        {
            _isDissolved = true;
            while (_first is { } child)
            {
                Unlink(child);
                Roots.Join(child);
                Interlocked.MemoryBarrier();
                if (child.IsDone)
                {
                    Leave(child); // It may have ended while it was in neither list.
                }
            }
        }
    }

    /// <summary>Cancels the family and everybody in it.</summary>
    public void Cancel()
    {
        List<Future> reached = [];
        CancelMembers(reached);
        Future.CancelReached(reached);
    }

    /// <summary>Marks the family as cancelled, fires its token and adds its children to <paramref name="reached"/>.</summary>
    public void CancelMembers(List<Future> reached)
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            _isCancelled = true;
            source = _source;
            AddChildren(reached);
        }

        try
        {
            source?.Cancel();
        }
#pragma warning disable CA1031 // A callback of the user's that throws must not keep the cancel from reaching the others.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(ex, "a callback registered on a future's token");
        }
    }

    /// <summary>Adds the children to a list.</summary>
    public void CopyChildren(List<Future> children)
    {
        lock (_lock)
        {
            AddChildren(children);
        }
    }

    private void AddDescendants(List<Future> running)
    {
        List<Future> children = [];
        CopyChildren(children);
        foreach (Future child in children)
        {
            if (!child.IsDone)
            {
                running.Add(child);
            }

            child.FamilyIfAny?.AddDescendants(running);
        }
    }

    private void AddChildren(List<Future> children)
    {
        for (Future? child = _first; child is not null; child = child.Links.Next)
        {
            children.Add(child);
        }
    }

    private void Link(Future child)
    {
        child.Links.Family = this;
        child.Links.Next = _first;
        if (_first is not null)
        {
            _first.Links.Previous = child;
        }

        _first = child;
    }

    private void Unlink(Future child)
    {
        ref FamilyLinks links = ref child.Links;
        if (links.Previous is { } previous)
        {
            previous.Links.Next = links.Next;
        }
        else
        {
            _first = links.Next;
        }

        if (links.Next is { } next)
        {
            next.Links.Previous = links.Previous;
        }

        links = default;
    }
}
