namespace Tutti.Exclusion.Internal;

/// <summary>Is where one resource is claimed: who holds it, which operations run on it, and who waits, in order of arrival.</summary>
/// <remarks>
/// What is held forms storeys: a nested lease stands on the one that it took the resource from. All gates share one lock, so that a claim
/// enters the queues of all its gates in one step and is granted in one step; nothing of the user's runs under it.
/// </remarks>
internal sealed class Gate
{
    private readonly List<Claim> _queue = [];

    /// <summary>Gets the lock that guards every gate and claim.</summary>
    public static Lock Lock { get; } = new();

    /// <summary>Gets the topmost storey.</summary>
    public Level Top { get; private set; } = new(null, null);

    /// <summary>Gets the lease that holds the resource, the innermost one.</summary>
    public Claim? Holder => Top.Lease;

    public IReadOnlyList<Claim> Queue => _queue;

    public void Enqueue(Claim claim) => _queue.Add(claim);

    public void Dequeue(Claim claim) => _queue.Remove(claim);

    /// <summary>Says who holds the resource of a gate.</summary>
    public static Ownership? OwnerOf(Gate gate)
    {
        lock (Lock)
        {
            return gate.Holder is { } holder ? new Ownership(holder.Holder, holder.Since, holder.Description) : null;
        }
    }

    /// <summary>Tells whether a claim that stands in the queue, or arrives now, could be granted as far as this gate is concerned.</summary>
    public bool Admits(Claim claim)
    {
        if (!IsOpenTo(claim))
        {
            return false;
        }

        (int operations, int writes) = claim.CountOperationsWithin(Top);
        bool isReentrant = operations > 0;
        if (!isReentrant && IsSomebodyAheadOf(claim))
        {
            return false;
        }

        return claim.Kind switch
        {
            ClaimKind.Lease => Top.Operations == operations,
            ClaimKind.Write => Top.Writes == writes,
            _ => true,
        };
    }

    /// <summary>Lets a claim in.</summary>
    /// <returns>The storey that it stands on.</returns>
    public Level Enter(Claim claim)
    {
        if (claim.Kind == ClaimKind.Lease)
        {
            Top = new Level(claim, Top);
        }
        else
        {
            Top.Operations++;
            Top.Writes += claim.Kind == ClaimKind.Write ? 1 : 0;
        }

        return Top;
    }

    /// <summary>Lets a claim out; storeys whose lease has ended and on which nothing runs are taken down.</summary>
    public void Leave(Claim claim, Level level)
    {
        if (claim.Kind != ClaimKind.Lease)
        {
            level.Operations--;
            level.Writes -= claim.Kind == ClaimKind.Write ? 1 : 0;
        }

        while (Top.Lease is { State: ClaimState.Ended } && Top.Operations == 0)
        {
            Top = Top.Below!;
        }
    }

    /// <summary>Adds those of the queue who can be granted now to a list, and grants them.</summary>
    public void GrantWaiting(List<Claim> granted)
    {
        for (int i = 0; i < _queue.Count; i++)
        {
            Claim claim = _queue[i];
            if (claim.TryGrant())
            {
                granted.Add(claim);
                i--; // It has left the queue.
            }
        }
    }

    /// <summary>Tells whether a claim's flow may use the resource at all under who holds it now.</summary>
    private bool IsOpenTo(Claim claim)
    {
        Claim? holder = Top.Lease;
        return holder is null || claim.IsWithin(holder, Top);
    }

    /// <summary>Tells whether somebody who came earlier and could use the resource now waits for something that excludes the claim.</summary>
    private bool IsSomebodyAheadOf(Claim claim)
    {
        foreach (Claim other in _queue)
        {
            if (ReferenceEquals(other, claim))
            {
                return false;
            }

            bool excludes = other.Kind == ClaimKind.Lease || claim.Kind == ClaimKind.Lease
                || (other.Kind == ClaimKind.Write && claim.Kind == ClaimKind.Write);
            if (excludes && IsOpenTo(other))
            {
                return true;
            }
        }

        return false;
    }
}
