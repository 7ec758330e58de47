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
    private volatile Future[]? _followers; // who is cancelled together with the family without being in it
    private volatile IReadOnlyList<StopReport>? _stops;
    private IReadOnlyList<CancelReach> _reaches = [];
    private volatile bool _isCancelled;
    private volatile Family? _heir; // where its members are once it has ended

    /// <summary>Initializes a new family.</summary>
    /// <param name="top">The futures without a parent of its run; <see langword="null"/> for those themselves.</param>
    public Family(Family? top)
    {
        Top = top ?? this;
    }

    /// <summary>Gets the futures that have no parent, but for those of virtual runs.</summary>
    public static Family Roots { get; } = new(null);

    /// <summary>Gets the futures that have no parent, in the run that the calling flow is part of.</summary>
    public static Family CurrentRoots => Flow.Current?.Run?.Roots ?? Roots;

    /// <summary>Gets the futures without a parent of the run that the family is of.</summary>
    public Family Top { get; }

    /// <summary>Gets a value indicating whether the family was cancelled, or one that stands for it since it has ended.</summary>
    public bool IsCancelled => _isCancelled || _heir is { IsCancelled: true };

    /// <summary>Gets a value indicating whether a cancel has reached it and nobody in it is known to run.</summary>
    public bool IsAtRest => _isCancelled && Volatile.Read(ref _first) is null;

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

    /// <summary>Gets how devices came to rest on which the work of the family's future was operating when it was cancelled.</summary>
    public IReadOnlyList<StopReport> Stops => _stops ?? [];

    /// <summary>Gets the cancels that the family was reached by and somebody waits for.</summary>
    public IReadOnlyList<CancelReach> Reaches => Volatile.Read(ref _reaches);

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

    /// <summary>Lists every future that runs below the roots of a run: roots first, each followed by its descendants.</summary>
    public static List<Future> ListRunning(Family roots)
    {
        List<Future> running = [];
        roots.AddDescendants(running);
        Family[] shields;
        lock (Shields)
        {
            shields = [.. Shields];
        }

        foreach (Family shield in shields)
        {
            if (ReferenceEquals(shield.Top, roots))
            {
                shield.AddDescendants(running);
            }
        }

        return running;
    }

    /// <summary>Tells whether what belongs to a family belongs to this one: so it does to the heir once its own has ended.</summary>
    public bool IsOf(Family? family)
    {
        while (family is not null && !ReferenceEquals(family, this))
        {
            family = family._heir;
        }

        return family is not null;
    }

    /// <summary>Gets a value indicating whether a future is left below these roots.</summary>
    public bool HasDescendants => Volatile.Read(ref _first) is not null || ListRunning(this).Count > 0;

    /// <summary>Takes a child in; if the family has ended, its heir does.</summary>
    /// <returns>Whether the family was cancelled, so that the child starts cancelled.</returns>
    public bool Join(Future child)
    {
        IReadOnlyList<CancelReach> reaches = Take(child, out bool isCancelled);
        foreach (CancelReach reach in reaches)
        {
            reach.Add(child); // It comes after the cancel, and is waited for all the same.
        }

        return isCancelled;
    }

    /// <summary>Takes a child into the list of the family, or of its heir; it is left to the caller to cancel it if that is cancelled.</summary>
    /// <returns>The cancels that the family was reached by and somebody waits for.</returns>
    public IReadOnlyList<CancelReach> Take(Future child, out bool isCancelled)
    {
        isCancelled = false;
        Family family = this;
        while (true)
        {
            lock (family._lock)
            {
                isCancelled |= family._isCancelled;
                if (family._heir is not { } heir)
                {
                    family.Link(child);
                    return family._reaches;
                }

                family = heir;
            }
        }
    }

    /// <summary>Lets a child that has ended go; it still knows the family, for what its flow may start later.</summary>
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

    /// <summary>Ends the family: children that still run go to the nearest family above that has not ended, and so do those that come later.</summary>
    /// <param name="above">The family above.</param>
    /// <remarks>
    /// To be called while its future is still in the family above and has not ended: a cancel of that one which comes meanwhile finds the future
    /// there, and so this family and those who are not handed over yet; those who are come too late for it, and are cancelled here.
    /// </remarks>
    public void Dissolve(Family above)
    {
        if (_heir is not null)
        {
            return;
        }

        while (above._heir is { } next)
        {
            above = next; // The ended ones between are skipped, so that a chain of generations leaves no chain behind.
        }

        List<Future> late = [];
        lock (_lock)
        {
            if (_heir is not null)
            {
                return;
            }

            _heir = above;
            _followers = null;
            _reaches = [];
            while (_first is { } child)
            {
                Unlink(child);
                above.Take(child, out bool isCancelled);
                if (isCancelled)
                {
                    late.Add(child);
                }
            }

            Interlocked.MemoryBarrier();
            if (above.IsCancelled)
            {
                SynchronousParts.AddMembers(this, late);
            }
        }

        if (late.Count > 0)
        {
            Future.CancelReached(late, above.Reaches);
        }
    }

    /// <summary>Makes a cancel of the family one of others too.</summary>
    public void Follow(Future[] followers) => _followers = followers;

    /// <summary>Records how a device came to rest.</summary>
    public void AddStop(StopReport stop)
    {
        lock (_lock)
        {
            _stops = [.. Stops, stop];
        }
    }

    /// <summary>Cancels the family and everybody in it.</summary>
    /// <param name="reaches">The cancels that it is a part of, if somebody waits for them.</param>
    public void Cancel(params IReadOnlyList<CancelReach> reaches)
    {
        List<Future> reached = [];
        foreach (CancelReach? reach in reaches.DefaultIfEmpty())
        {
            MarkCancelled(reached, reach);
        }

        FireToken();
        Future.CancelReached(reached, reaches);
    }

    /// <summary>Marks the family as cancelled, and adds its children and those who follow it to <paramref name="reached"/>.</summary>
    public void MarkCancelled(List<Future> reached, CancelReach? reach)
    {
        lock (_lock)
        {
            _isCancelled = true;
            if (reach is not null && _heir is null)
            {
                _reaches = [.. _reaches, reach];
            }

            AddChildren(reached);
            reached.AddRange(_followers ?? []);
        }
    }

    /// <summary>Fires the token of a family that is cancelled.</summary>
    public void FireToken()
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            source = _isCancelled ? _source : null;
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
        children.Reverse(); // The list begins with the youngest.
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
        SynchronousParts.AddMembers(this, children);
        for (Future? child = _first; child is not null; child = child.Links.Next)
        {
            children.Add(child);
        }
    }

    private void Link(Future child)
    {
        child.Links.Family = this;
        child.NoteListed();
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

        links.Previous = null;
        links.Next = null;
    }
}
