using System.Diagnostics.CodeAnalysis;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is one request for some gates, waiting, held or ended: a lease, or a single operation on a device; and the flow that asks for it.</summary>
/// <remarks>
/// A claim that finds all its gates free passes without a lock; all else about it is guarded by <see cref="Gate.Lock"/>. For a flow outside of
/// any future its outermost claim is the party that waits.
/// </remarks>
internal abstract partial class Claim : Flow, IHolding, IParty
{
    private readonly int _threadId = Asynchrony.IsDisabled ? Environment.CurrentManagedThreadId : 0;
    private readonly Gate[] _gates;
    private int _state; // a ClaimState
    private int _search;
    private WaitList _waits;

    /// <summary>Initializes a new claim of the calling flow.</summary>
    /// <param name="kind">What it keeps away.</param>
    /// <param name="gates">The gates of all that it is for, each once.</param>
    /// <param name="caller">The calling flow.</param>
    /// <param name="plain">What is held for a plain function on the calling thread.</param>
    /// <param name="isSuppressed">Whether the flow of the execution context is suppressed.</param>
    protected Claim(ClaimKind kind, Gate[] gates, Flow? caller, PlainHolding? plain, bool isSuppressed)
        : base(caller, isSuppressed)
    {
        Kind = kind;
        _gates = gates;
        Outer = plain is null ? Of(caller) : SkipEnded((Claim?)PlainHolding.Innermost(Of(caller), Owner, plain));
    }

    /// <summary>Initializes a new claim for the work of a future that is to be started.</summary>
    /// <param name="kind">What it keeps away.</param>
    /// <param name="gates">The gates of all that it is for, each once.</param>
    /// <param name="caller">The flow that starts it.</param>
    /// <param name="owner">The future.</param>
    protected Claim(ClaimKind kind, Gate[] gates, Flow? caller, Future owner)
        : base(owner, caller?.Run)
    {
        Kind = kind;
        _gates = gates;
        Outer = Of(caller);
    }

    /// <inheritdoc/>
    public sealed override object? Lease => this;

    /// <summary>Gets what it keeps away.</summary>
    public ClaimKind Kind { get; }

    /// <summary>Gets the claim within which it was made.</summary>
    public Claim? Outer { get; }

    /// <inheritdoc/>
    public IParty Party => (IParty?)Owner ?? Outer?.Party ?? this;

    /// <summary>Gets where it is in its life.</summary>
    public ClaimState State => (ClaimState)Volatile.Read(ref _state);

    /// <summary>Gets the wait to be granted, if it was not granted at once.</summary>
    public ClaimWait? Waiting { get; private set; }

    /// <inheritdoc/>
    public string Name => "the main flow";

    /// <inheritdoc/>
    ref WaitList IParty.Waits => ref _waits;

    /// <summary>Gets what is claimed, such as <c>motor, pump['flow_rate']</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Gets where in the source it was made, with a space and brackets around it; empty if that is not known.</summary>
    public virtual string Place => string.Empty;

    /// <summary>Gets who holds it since when, of a lease.</summary>
    public virtual Ownership? Ownership => null;

    /// <summary>Gives the innermost claim of a flow that has not ended.</summary>
    public static Claim? Of(Flow? flow) => flow?.Lease is Claim claim ? SkipEnded(claim) : null;

    /// <summary>Throws where code of a virtual run has left its threads.</summary>
    protected void ThrowIfOutsideOfItsRun()
    {
        if (Run is { } run)
        {
            run.ThrowIfOutside("Access to", () => Description);
        }
    }

    /// <summary>Tells whether the request is cancelled before it has begun; it has ended then.</summary>
    protected bool IsRefused(CancellationToken cancellationToken, [NotNullWhen(true)] out OperationCanceledException? refusal)
    {
        refusal = null;
        if (cancellationToken.IsCancellationRequested || IsCancelRequested)
        {
            Volatile.Write(ref _state, (int)ClaimState.Ended);
            refusal = new OperationCanceledException(
                $"Exclusive access to {Description} was not asked for, since that was cancelled before.",
                cancellationToken.IsCancellationRequested ? cancellationToken : ObeyedToken);
        }

        return refusal is not null;
    }

    /// <inheritdoc/>
    bool IHolding.IsWithin(IHolding outer) => ReferenceEquals(this, outer) || (outer is Claim claim && IsMadeWithin(claim));

    /// <summary>Tells whether the claim was made within another one, whatever has become of that.</summary>
    public bool IsMadeWithin(Claim claim)
    {
        Claim? outer = Outer;
        while (outer is not null && !ReferenceEquals(outer, claim))
        {
            outer = outer.Outer;
        }

        return outer is not null;
    }

    /// <summary>Tells whether the claim was made within the lease of a storey, or within an operation that still runs there.</summary>
    public bool IsWithin(Level level)
    {
        for (Claim? outer = Outer; outer is not null; outer = outer.Outer)
        {
            if (outer.State == ClaimState.Held && (ReferenceEquals(outer, level.Lease) || level.Operations.Contains(outer)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells whether the claim, which waits, cannot be granted before an operation ends that another claim is a part of.</summary>
    /// <remarks>To let that one wait for it would be a circle, and to let that one come first delays nobody.</remarks>
    public bool ComesAfter(Claim part)
    {
        for (Claim? outer = part.Outer; outer is not null; outer = outer.Outer)
        {
            if (outer is { Kind: not ClaimKind.Lease, State: ClaimState.Held }
                && Crowd.IsExcluded(this, outer) && !IsMadeWithin(outer) && _gates.Intersect(outer._gates).Any())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds those for whom it waits; under the lock.</summary>
    public void AddBlockers(List<Blocker> blockers)
    {
        if (State == ClaimState.Waiting)
        {
            foreach (Gate gate in _gates)
            {
                gate.Crowd?.AddBlockers(this, blockers);
            }
        }
    }

    /// <summary>Adds the crowds in which it waits to a search, unless that has met it already; under the lock.</summary>
    public void Search(CircleSearch search)
    {
        if (_search != search.Number)
        {
            _search = search.Number;
            foreach (Gate gate in _gates)
            {
                search.Add(gate.Crowd!);
            }
        }
    }

    /// <summary>Says who holds it, with its place and since when if that is known.</summary>
    public virtual string DescribeHolder() => $"'{Party.Name}'";

    /// <summary>Gives the innermost claim that has not ended.</summary>
    protected static Claim? SkipEnded(Claim? claim)
    {
        while (claim is { State: ClaimState.Ended })
        {
            claim = claim.Outer;
        }

        return claim;
    }
}
