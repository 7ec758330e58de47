using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is who holds a resource, which operations run on it, and who waits, in order of arrival.</summary>
/// <remarks>
/// What is held forms storeys: a nested lease stands on the one that it took the resource from. Guarded by <see cref="Gate.Lock"/>.
/// </remarks>
internal sealed class Crowd
{
    private ClaimQueue _queue;
    private Level _top = new();
    private Level? _spare; // one that is not in use while it has no lease
    private int _operations; // on all storeys
    private int _nestedOnes; // of those who wait: made within another claim, so that an occupied resource may be open to them

    /// <summary>Gets or sets the number of the search that has met it last.</summary>
    public int Search { get; set; }

    /// <summary>Gets the lease that holds the resource, the innermost one.</summary>
    public Claim? Owner
    {
        get
        {
            Level? level = _top;
            while (level is { Lease.State: not ClaimState.Held })
            {
                level = level.Below;
            }

            return level?.Lease;
        }
    }

    /// <summary>Gets a value indicating whether nobody holds the resource, runs on it or waits for it.</summary>
    public bool IsEmpty => _queue.Count == 0 && _top.Below is null && _operations == 0;

    /// <summary>Puts a claim at the end of the queue, or before those who wait for an operation that it is a part of.</summary>
    public void Enqueue(Claim claim)
    {
        _queue.Insert(PlaceOf(claim), claim);
        _nestedOnes += claim.Outer is null ? 0 : 1;
    }

    /// <summary>Takes a claim out of the queue.</summary>
    public void Dequeue(Claim claim)
    {
        if (_queue.Remove(claim))
        {
            _nestedOnes -= claim.Outer is null ? 0 : 1;
        }
    }

    /// <summary>Tells whether a claim that stands in the queue, or arrives now, could be granted as far as this gate is concerned.</summary>
    public bool Admits(Claim claim)
    {
        if (!IsOpenTo(claim, _top))
        {
            return false;
        }

        bool isReentrant = false;
        foreach (Claim operation in _top.Operations)
        {
            if (claim.IsMadeWithin(operation))
            {
                isReentrant = true;
            }
            else if (IsExcluded(claim, operation))
            {
                return false;
            }
        }

        return isReentrant || !IsSomebodyAheadOf(claim);
    }

    /// <summary>Lets a claim in.</summary>
    public void Enter(Claim claim)
    {
        if (claim.Kind != ClaimKind.Lease)
        {
            _top.Operations.Add(claim);
            _operations++;
        }
        else
        {
            Level level = _spare is { Lease: null } spare ? spare : _spare = new Level();
            level.Lease = claim;
            level.Below = _top;
            _top = level;
        }
    }

    /// <summary>Lets a claim out; storeys whose lease is not held any more and on which nothing runs are taken down.</summary>
    public void Leave(Claim claim)
    {
        if (claim.Kind != ClaimKind.Lease)
        {
            Level? level = _top;
            while (level?.Operations.Remove(claim) == false)
            {
                level = level.Below;
            }

            _operations -= level is null ? 0 : 1;
        }

        while (_top is { IsOver: true, Below: { } below } top)
        {
            _top = below;
            (top.Lease, top.Below) = (null, null);
        }
    }

    /// <summary>Finds the lease that follows one that has ended, if it is plain which: nothing is nested, and no operation runs.</summary>
    public Claim? FindHeir(Claim lease) =>
        _nestedOnes == 0 && _operations == 0 && _queue.Count > 0 && ReferenceEquals(_top.Lease, lease)
        && _top.Below is { Lease: null } && _queue[0] is { Kind: ClaimKind.Lease } next ? next : null;

    /// <summary>Puts such a lease in the place of the one before.</summary>
    public void HandOverTo(Claim next)
    {
        _queue.RemoveFirst();
        _top.Lease = next;
    }

    /// <summary>Grants those of the queue who can be granted now.</summary>
    public void GrantWaiting(ref Granted granted)
    {
        for (int i = 0; i < _queue.Count; i++)
        {
            if (_nestedOnes == 0 && _top.Lease is not null)
            {
                return; // The resource is held, and nobody who waits is within that.
            }

            Claim claim = _queue[i];
            if (claim.TryGrant())
            {
                granted.Add(claim.Waiting!);
                i--; // It has left the queue.
            }
        }
    }

    /// <summary>Adds the crowds in which those wait who came earlier, unless the search has met them already.</summary>
    /// <returns>Whether whoever holds the resource, or runs on it, surely goes on.</returns>
    public bool TrySearch(Claim claim, CircleSearch search)
    {
        for (Level? level = _top; level is not null; level = level.Below)
        {
            if (level.Lease is { } lease && !WaitGraph.SurelyGoesOn(lease.Party))
            {
                return false;
            }

            foreach (Claim operation in level.Operations)
            {
                if (!WaitGraph.SurelyGoesOn(operation.Party))
                {
                    return false;
                }
            }
        }

        for (int i = 0; i < _queue.Count; i++)
        {
            Claim other = _queue[i];
            if (ReferenceEquals(other, claim))
            {
                break;
            }

            other.Search(search);
        }

        return true;
    }

    /// <summary>Adds those for whom a waiting claim waits here.</summary>
    public void AddBlockers(Claim claim, List<Blocker> blockers)
    {
        bool isReentrant = false;
        Level level = _top;
        while (!IsOpenTo(claim, level))
        {
            AddOperations(level, blockers, except: claim);
            if (level.Lease is { State: ClaimState.Held } holder)
            {
                blockers.Add(new Blocker(holder.Party, holder));
            }

            level = level.Below!;
        }

        foreach (Claim operation in level.Operations)
        {
            if (claim.IsMadeWithin(operation))
            {
                isReentrant = true;
            }
            else if (IsExcluded(claim, operation))
            {
                blockers.Add(new Blocker(operation.Party, operation));
            }
        }

        if (!isReentrant)
        {
            AddThoseAhead(claim, level, blockers);
        }
    }

    /// <summary>Tells whether an operation of others, running or first in the queue, keeps a claim waiting, or the other way round.</summary>
    public static bool IsExcluded(Claim claim, Claim other) =>
        claim.Kind == ClaimKind.Lease || other.Kind == ClaimKind.Lease || (claim.Kind == ClaimKind.Write && other.Kind == ClaimKind.Write);

    private static void AddOperations(Level level, List<Blocker> blockers, Claim except)
    {
        foreach (Claim operation in level.Operations)
        {
            if (!except.IsMadeWithin(operation))
            {
                blockers.Add(new Blocker(operation.Party, operation));
            }
        }
    }

    /// <summary>Tells whether a claim's flow may use the resource at all under the lease of a storey.</summary>
    private static bool IsOpenTo(Claim claim, Level level) =>
        level.Lease is null || (claim.Outer is not null && claim.IsWithin(level));

    /// <summary>Gives the place of a claim that arrives.</summary>
    private int PlaceOf(Claim claim)
    {
        int place = claim.Outer is null ? _queue.Count : 0;
        while (place < _queue.Count && !_queue[place].ComesAfter(claim))
        {
            place++;
        }

        return place;
    }

    /// <summary>Tells whether somebody who came earlier and could use the resource now waits for something that excludes the claim.</summary>
    private bool IsSomebodyAheadOf(Claim claim)
    {
        int end = claim.Waiting is null ? PlaceOf(claim) : _queue.Count;
        for (int i = 0; i < end; i++)
        {
            Claim other = _queue[i];
            if (ReferenceEquals(other, claim))
            {
                return false;
            }

            if (IsExcluded(claim, other) && IsOpenTo(other, _top))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds those who came earlier and get the resource first, on the storey of the claim or on one above.</summary>
    private void AddThoseAhead(Claim claim, Level storey, List<Blocker> blockers)
    {
        for (int i = 0; i < _queue.Count; i++)
        {
            Claim other = _queue[i];
            if (ReferenceEquals(other, claim))
            {
                return;
            }

            bool isBefore = IsOpenTo(other, storey);
            for (Level above = _top; !isBefore && !ReferenceEquals(above, storey); above = above.Below!)
            {
                isBefore = IsOpenTo(other, above);
            }

            if (isBefore && IsExcluded(claim, other))
            {
                blockers.Add(new Blocker(other.Party, other));
            }
        }
    }
}
