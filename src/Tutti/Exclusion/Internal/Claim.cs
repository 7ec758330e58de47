using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is one request for some gates, waiting, held or ended: a lease, or a single operation on a device.</summary>
/// <remarks>
/// A claim that finds all its gates free passes without a lock; all else about it is guarded by <see cref="Gate.Lock"/>. For a flow outside of
/// any future its outermost claim is the party that waits.
/// </remarks>
internal abstract class Claim : IHolding, IParty
{
    private const int FewGates = 8;

    private readonly int _threadId = Asynchrony.IsDisabled ? Environment.CurrentManagedThreadId : 0;
    private Gate[] _gates;
    private int _state; // a ClaimState
    private int _search;
    private WaitList _waits;

    /// <summary>Initializes a new claim.</summary>
    /// <param name="kind">What it keeps away.</param>
    /// <param name="gates">The gates of all that it is for.</param>
    /// <param name="outer">The claim within which it is made; none that has ended.</param>
    /// <param name="owner">The future whose work it is, if any.</param>
    protected Claim(ClaimKind kind, Gate[] gates, Claim? outer, Future? owner)
    {
        Kind = kind;
        _gates = gates;
        Outer = outer;
        Party = owner ?? outer?.Party ?? this;
    }

    /// <summary>Gets what it keeps away.</summary>
    public ClaimKind Kind { get; }

    /// <summary>Gets the claim within which it was made.</summary>
    public Claim? Outer { get; }

    /// <inheritdoc/>
    public IParty Party { get; }

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
    protected void ThrowIfOutsideOfItsRun(Flow? flow)
    {
        if (flow?.Run is { } run)
        {
            run.ThrowIfOutside("Access to", () => Description);
        }
    }

    /// <summary>Tells whether a request of a flow is cancelled before it has begun; it has ended then.</summary>
    protected bool IsRefused(Flow? flow, CancellationToken cancellationToken, [NotNullWhen(true)] out OperationCanceledException? refusal)
    {
        refusal = null;
        if (cancellationToken.IsCancellationRequested || flow is { IsCancelRequested: true })
        {
            Volatile.Write(ref _state, (int)ClaimState.Ended);
            refusal = new OperationCanceledException(
                $"Exclusive access to {Description} was not asked for, since that was cancelled before.",
                cancellationToken.IsCancellationRequested ? cancellationToken : flow!.ObeyedToken);
        }

        return refusal is not null;
    }

    /// <summary>Enters the gates if all are free, without a lock.</summary>
    /// <returns>Whether it is held; if not, it has to enter by <see cref="EnterSlowly"/>.</returns>
    public bool TryEnterAtOnce(out int entered)
    {
        entered = 0;
        while (entered < _gates.Length)
        {
            object? other = _gates[entered].Enter(this);
            if (other is null)
            {
                entered++;
            }
            else if (ReferenceEquals(other, this))
            {
                _gates = [.. _gates[..entered], .. _gates[(entered + 1)..]]; // It is named twice: a device and its parameter.
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Leaves what was entered, where not all gates were free.</summary>
    protected void Retreat(int entered)
    {
        if (entered == 0)
        {
            return;
        }

        Granted granted = default;
        lock (Gate.Lock)
        {
            Volatile.Write(ref _state, (int)ClaimState.Waiting);
            Leave(0, entered);
            Grant(ref granted, 0, entered);
            Volatile.Write(ref _state, (int)ClaimState.Held);
        }

        granted.Resume();
    }

    /// <summary>Enters the gates under the lock, or their queues.</summary>
    /// <param name="entered">How many gates were entered when another was not free.</param>
    /// <returns>Whether it is held; else <see cref="Waiting"/> is what to wait for.</returns>
    /// <exception cref="DeadlockException">It would wait for ever; it stands in no queue.</exception>
    public bool EnterSlowly(int entered)
    {
        Granted granted = default;
        lock (Gate.Lock)
        {
            Volatile.Write(ref _state, (int)ClaimState.Waiting);
            Leave(0, entered);
            Grant(ref granted, 0, entered); // They may have come for what was entered just now.
            RemoveDuplicates();
            if (!TryGrant())
            {
                Enqueue();
            }
        }

        granted.Resume();
        return Waiting is null;
    }

    /// <summary>Grants the claim if every gate admits it; under the lock.</summary>
    public bool TryGrant()
    {
        foreach (Gate gate in _gates)
        {
            if (!gate.Open().Admits(this))
            {
                return false;
            }
        }

        foreach (Gate gate in _gates)
        {
            Crowd crowd = gate.Open();
            if (Waiting is not null)
            {
                crowd.Dequeue(this);
            }

            crowd.Enter(this);
        }

        OnGranted();
        Volatile.Write(ref _state, (int)ClaimState.Held);
        return true;
    }

    /// <summary>Grants what waits at its gates; under the lock.</summary>
    public void GrantWaiting(ref Granted granted) => Grant(ref granted, 0, _gates.Length);

    /// <summary>Gives the claim back, or up, and lets the calling flow forget it; harmless if it has ended.</summary>
    public void End()
    {
        EndClaim();
        LeaveFlow();
    }

    /// <summary>Gives the claim back, or up; harmless if it has ended.</summary>
    protected void EndClaim()
    {
        if (Interlocked.CompareExchange(ref _state, (int)ClaimState.Ended, (int)ClaimState.Held) == (int)ClaimState.Held)
        {
            LeaveGates();
        }
        else if (State == ClaimState.Waiting && !TryWithdraw(static _ => new ObjectDisposedException(nameof(Lease))))
        {
            EndClaim(); // It was granted just now.
        }
    }

    /// <summary>Ends the claim if it still waits; its wait fails.</summary>
    /// <param name="why">Makes the exception, under the lock.</param>
    /// <returns>Whether it had not ended or been granted before.</returns>
    public bool TryWithdraw(Func<Claim, Exception> why)
    {
        Granted granted = default;
        Exception failure;
        lock (Gate.Lock)
        {
            if (State != ClaimState.Waiting)
            {
                return false;
            }

            failure = why(this);
            Withdraw();
            GrantAll(ref granted);
        }

        Waiting!.Complete(failure);
        granted.Resume();
        return true;
    }

    /// <summary>Makes the calling flow that of the claim within which this one was made, if it is this one's.</summary>
    public virtual void LeaveFlow()
    {
        if (ReferenceEquals(Flow.Current?.Lease, this))
        {
            Flow.SetLease(SkipEnded(Outer));
        }
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

    /// <summary>Is told that it is held from now on.</summary>
    protected virtual void OnGranted()
    {
    }

    /// <summary>Gives the innermost claim that has not ended.</summary>
    protected static Claim? SkipEnded(Claim? claim)
    {
        while (claim is { State: ClaimState.Ended })
        {
            claim = claim.Outer;
        }

        return claim;
    }

    private void Enqueue()
    {
        try
        {
            Waiting = new ClaimWait(this);
            foreach (Gate gate in _gates)
            {
                gate.Open().Enqueue(this);
            }

            ThrowIfHeldByThisThread();
            Waiting.BeginOrThrow();
        }
        catch
        {
            Withdraw();
            throw;
        }
    }

    private void Withdraw()
    {
        Volatile.Write(ref _state, (int)ClaimState.Ended);
        foreach (Gate gate in _gates)
        {
            gate.Crowd?.Dequeue(this);
            gate.CloseIfEmpty();
        }
    }

    private void LeaveGates()
    {
        int left = 0;
        while (left < _gates.Length && _gates[left].TryLeave(this))
        {
            left++;
        }

        if (left == _gates.Length)
        {
            return;
        }

        Granted granted = default;
        lock (Gate.Lock)
        {
            Leave(left, _gates.Length);
            GrantAll(ref granted);
        }

        granted.Resume();
    }

    /// <summary>Leaves some of the gates, of which it was let into each; under the lock.</summary>
    private void Leave(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (!_gates[i].TryLeave(this))
            {
                _gates[i].Crowd?.Leave(this);
            }
        }
    }

    private void GrantAll(ref Granted granted)
    {
        Grant(ref granted, 0, _gates.Length);
        for (ClaimWait? wait = granted.First; wait is not null; wait = wait.NextGranted)
        {
            wait.Claim.GrantWaiting(ref granted); // What was requested within it may have waited at its other gates for just that.
        }
    }

    private void Grant(ref Granted granted, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            _gates[i].Crowd?.GrantWaiting(ref granted);
            _gates[i].CloseIfEmpty();
        }
    }

    private void RemoveDuplicates()
    {
        if (_gates.Length <= FewGates)
        {
            for (int i = _gates.Length - 1; i > 0; i--)
            {
                int same = 0;
                while (!ReferenceEquals(_gates[same], _gates[i]))
                {
                    same++;
                }

                if (same < i)
                {
                    _gates = [.. _gates[..i], .. _gates[(i + 1)..]];
                }
            }
        }
        else
        {
            _gates = [.. _gates.Distinct()];
        }
    }

    private void ThrowIfHeldByThisThread()
    {
        if (!Asynchrony.IsDisabled)
        {
            return;
        }

        List<Blocker> blockers = [];
        AddBlockers(blockers);
        if (blockers.Find(blocker => blocker.Holding is Claim { State: ClaimState.Held } claim && claim._threadId == _threadId).Holding is Claim held)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"With asynchrony off this would wait for ever: {Description} is held by {held.DescribeHolder()} on this same thread, ")
                + "and only later program text could give it back.");
        }
    }
}
