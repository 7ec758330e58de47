namespace Tutti.Execution.Internal;

/// <summary>Is one thing that a party waits for just now: what <see cref="Future.Explain"/> tells and deadlocks are found by.</summary>
/// <remarks>Thread safe. Begun and ended once, by the flow that waits.</remarks>
internal abstract class Wait
{
    private readonly Age _age;
    private IParty? _party;
    private IHolding? _holding;
    private Suspicion? _suspicion;
    private volatile bool _isOver;

    /// <summary>Initializes a wait that begins now.</summary>
    protected Wait()
        : this(Age.Zero)
    {
    }

    /// <summary>Initializes a wait.</summary>
    /// <param name="age">When it begins.</param>
    protected Wait(Age age)
    {
        _age = age;
    }

    /// <summary>Gets a value indicating whether anybody could ask what the calling flow waits for.</summary>
    public static bool IsOfInterest =>
        (Flow.Current is { } flow && (flow.Owner is not null || flow.Lease is not null || flow.Run is not null))
        || PlainHolding.OfThread is not null;

    /// <summary>Gets the party that waits, or <see langword="null"/> if nobody needs to know of it.</summary>
    public IParty? Party => _party;

    /// <summary>Gets how long it has lasted.</summary>
    public TimeSpan Elapsed => _age.Elapsed;

    /// <summary>Gets a value indicating whether it has ended.</summary>
    public bool IsOver => _isOver;

    /// <summary>Gets the future that is waited for, if it is one.</summary>
    public virtual Future? Target => null;

    /// <summary>Gets a value indicating whether it ends when any of its blockers has gone on; else all must.</summary>
    public virtual bool EndsWithAny => false;

    /// <summary>Gets a value indicating whether it is somebody who has to go on before it can end.</summary>
    public virtual bool HasBlockers => false;

    /// <summary>Gets a value indicating whether one line of the party's work waits for another, whose own waits say more.</summary>
    public virtual bool IsForOwnWork => false;

    /// <summary>Gets or sets the wait of the same party that began before.</summary>
    public Wait? Earlier { get; set; }

    /// <summary>Says what is waited for, as it follows "waits for".</summary>
    public abstract string Describe();

    /// <summary>Adds those who have to go on before it can end; none if that is up to something else, such as time or hardware.</summary>
    public virtual void AddBlockers(List<Blocker> blockers)
    {
    }

    /// <summary>Says that the calling flow waits from now on.</summary>
    public void Begin() => Begin(Flow.Current);

    /// <summary>Says that a flow whose code stands on the calling thread waits from now on.</summary>
    public void Begin(Flow? flow)
    {
        _holding = PlainHolding.Innermost(flow?.Lease, flow?.Owner, PlainHolding.OfThread);
        Begin(flow?.Owner ?? _holding?.Party ?? flow?.Run);
    }

    /// <summary>Says that a party waits from now on.</summary>
    /// <param name="party">The party.</param>
    /// <param name="holding">What its flow holds meanwhile, if anything.</param>
    public void Begin(IParty? party, IHolding? holding = null)
    {
        _party = party;
        _holding ??= holding;
        party?.Waits.Add(this);
    }

    /// <summary>Says that the wait is over.</summary>
    public void End()
    {
        _isOver = true;
        if (_party is { } party && party.Waits.Prune() is { } left)
        {
            Interlocked.MemoryBarrier(); // Whoever suspects one that is left looks afterwards whether another has ended meanwhile.
            for (Wait? wait = left; wait is not null; wait = WaitList.Before(wait))
            {
                wait.NoteChange();
            }
        }
    }

    /// <summary>Notes that the wait is part of a circle but for something else that goes on: it is looked at when that has ended.</summary>
    public Suspicion Suspect()
    {
        if (Volatile.Read(ref _suspicion) is { } known)
        {
            return known;
        }

        var suspicion = new Suspicion(this);
        return Interlocked.CompareExchange(ref _suspicion, suspicion, null) ?? suspicion;
    }

    /// <summary>Says that something has ended that may have kept the wait out of a circle.</summary>
    public void NoteChange() => Volatile.Read(ref _suspicion)?.LookSoon();

    /// <summary>Is called when a cancel of the future that waits is asked for; once a wait has begun, whoever begins it looks for itself.</summary>
    public virtual void OnCancelRequested()
    {
    }

    /// <summary>Ends the wait, since it is part of a deadlock, if it is a request that can be refused; it is not granted later.</summary>
    /// <returns>Whether it has ended so.</returns>
    public virtual bool TryRefuse(DeadlockException deadlock) => false;

    /// <summary>Ends the wait, since it is part of a deadlock, if who waits can go on without what it waits for, which is left alone.</summary>
    /// <returns>Whether it has ended so.</returns>
    public virtual bool TryFail(DeadlockException deadlock) => false;

    /// <summary>Notes that somebody waits for the future that waits so.</summary>
    public virtual void NoteWaitedFor()
    {
    }

    /// <summary>Tells whether the wait keeps a party from giving something back.</summary>
    public bool IsWithin(IHolding holding) => _holding?.IsWithin(holding) == true;
}
