namespace Tutti.Exclusion.Internal;

/// <summary>Is where one resource is claimed: free, occupied by a single claim, or crowded by several that hold it, run on it and wait.</summary>
/// <remarks>
/// A claim that finds the gate free enters and leaves it by one atomic step each. Whoever finds it occupied opens its <see cref="Crowd"/>
/// under the lock, which all gates share, so that a claim enters the queues of all its gates in one step and is granted in one step;
/// nothing of the user's runs under it. Only there a crowd becomes free again.
/// </remarks>
internal sealed class Gate
{
    private object? _occupant; // nobody, a claim, a plain read, or the crowd
    private Crowd? _crowd;
    private volatile GatePair? _lastPair;

    /// <summary>Gets the lock that guards every crowd, and every claim that waits.</summary>
    public static Lock Lock { get; } = new();

    /// <summary>Gets a value indicating whether nobody holds it, runs on it or waits for it.</summary>
    public bool IsFree => Volatile.Read(ref _occupant) is null;

    /// <summary>Says who holds the resource of a gate.</summary>
    public static Ownership? OwnerOf(Gate gate)
    {
        switch (Volatile.Read(ref gate._occupant))
        {
            case null or PlainRead:
                return null;
            case Claim claim:
                return claim.State == ClaimState.Held ? claim.Ownership : null;
            default:
                lock (Lock)
                {
                    return gate.Crowd?.Owner?.Ownership;
                }
        }
    }

    /// <summary>Gets or sets the gates of its resource and of another one with which that was claimed last.</summary>
    public GatePair? LastPair
    {
        get => _lastPair;
        set => _lastPair = value;
    }

    /// <summary>Gets the crowd if there is one, under the lock.</summary>
    public Crowd? Crowd => ReferenceEquals(Volatile.Read(ref _occupant), _crowd) ? _crowd : null;

    /// <summary>Lets a claim or a plain read in if the gate is free.</summary>
    /// <returns>Who was there before: <see langword="null"/> if it was let in.</returns>
    public object? Enter(object claim) => Volatile.Read(ref _occupant) ?? Interlocked.CompareExchange(ref _occupant, claim, null);

    /// <summary>Lets a claim or a plain read out that occupies the gate alone.</summary>
    /// <returns>Whether it did; else it is part of the crowd.</returns>
    public bool TryLeave(object claim) =>
        ReferenceEquals(Volatile.Read(ref _occupant), claim) && ReferenceEquals(Interlocked.CompareExchange(ref _occupant, null, claim), claim);

    /// <summary>Gives the crowd, with whoever occupied the gate in it; under the lock.</summary>
    public Crowd Open()
    {
        Crowd crowd = _crowd ??= new Crowd();
        while (true)
        {
            object? occupant = Volatile.Read(ref _occupant);
            if (ReferenceEquals(occupant, crowd))
            {
                return crowd;
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref _occupant, crowd, occupant), occupant))
            {
                if (occupant is not null)
                {
                    crowd.Enter(occupant as Claim ?? ((PlainRead)occupant).Claim);
                }

                return crowd;
            }
        }
    }

    /// <summary>Lets a claim out, unless it has left; under the lock.</summary>
    public void Leave(Claim claim)
    {
        if (Crowd is { } crowd)
        {
            crowd.Leave(claim);
        }
        else
        {
            TryLeave(claim);
        }
    }

    /// <summary>Grants those who wait and can be granted now; under the lock.</summary>
    public void GrantWaiting(ref Granted granted)
    {
        if (Crowd is { } crowd)
        {
            crowd.GrantWaiting(ref granted);
            CloseIfEmpty();
        }
    }

    /// <summary>Makes the gate free if its crowd has gone; under the lock.</summary>
    public void CloseIfEmpty()
    {
        if (Crowd is { IsEmpty: true })
        {
            Volatile.Write(ref _occupant, null);
        }
    }
}
