using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is the wait of a claim that was not granted at once: what its caller awaits, what can make it give up, and a node of the graph.</summary>
internal sealed partial class ClaimWait(Claim claim) : Wait(Age.ZeroIn(claim))
{
    private const int MostNamed = 5;

    private readonly bool _obeysParty = claim is { Shield: null, Owner: not null }; // a cancel of the future that waits ends it
    private Exception? _failure;
    private GivingUp? _givingUp;
    private OwnWork? _joined;

    /// <summary>Gets the claim.</summary>
    public Claim Claim => claim;

    /// <summary>Gets or sets the next one that was granted in the same step.</summary>
    public ClaimWait? NextGranted { get; set; }

    /// <inheritdoc/>
    public override bool HasBlockers => true;

    /// <inheritdoc/>
    public override string Describe()
    {
        string what = claim.Kind == ClaimKind.Lease ? "exclusive access to" : "its turn at";
        return $"{what} {claim.Description}{claim.Place}{_givingUp?.Limit}: {DescribeBlockers()}";
    }

    /// <summary>Says who keeps it waiting.</summary>
    public string DescribeBlockers()
    {
        List<Blocker> blockers = [];
        AddBlockers(blockers);
        Blocker[] named = [.. blockers.Distinct()];
        string text = string.Join("; ", named.Take(MostNamed).Select(DescribeBlocker));
        return named.Length > MostNamed ? $"{text}; and others" : text;
    }

    /// <inheritdoc/>
    public override bool TryRefuse(DeadlockException deadlock) => claim.TryWithdraw(_ => deadlock);

    /// <inheritdoc/>
    public override void AddBlockers(List<Blocker> blockers)
    {
        lock (Gate.Lock)
        {
            claim.AddBlockers(blockers);
        }
    }

    /// <summary>Says that it waits from now on; under the lock.</summary>
    /// <exception cref="DeadlockException">It would be for ever.</exception>
    public void BeginOrThrow()
    {
        Begin(claim.Party, claim);
        if (CircleSearch.MightFind(claim) && WaitGraph.FindCircle(this) is { } circle)
        {
            DeadlockException deadlock = circle.ToException(); // which tells of what waits
            End();
            throw deadlock;
        }
    }

    /// <summary>Lets a time limit, the caller's token and the family end the wait.</summary>
    /// <param name="timeout">The time limit, if any.</param>
    /// <param name="caller">The caller's token.</param>
    public void Watch(TimeSpan? timeout, CancellationToken caller)
    {
        TimeSpan limit = timeout ?? Timeout.InfiniteTimeSpan;
        CancellationToken shield = claim.Shield?.Family.Token ?? CancellationToken.None;
        if (limit != Timeout.InfiniteTimeSpan || caller.CanBeCanceled || shield.CanBeCanceled)
        {
            var givingUp = new GivingUp(claim, limit);
            givingUp.Watch(caller, shield);
            Interlocked.Exchange(ref _givingUp, givingUp);
            if (IsOver)
            {
                givingUp.End();
            }
        }

        if (_obeysParty && claim.IsCancelRequested)
        {
            GivingUp.Cancel(claim, claim.ObeyedToken); // It was asked for before this could be told of it.
        }
    }

    /// <inheritdoc/>
    public override void OnCancelRequested()
    {
        if (_obeysParty)
        {
            GivingUp.Cancel(claim, claim.ObeyedToken);
        }
    }

    /// <summary>Waits until it is over, as <see cref="Future.Join()"/> does; instead of to await it.</summary>
    public void Join()
    {
        OwnWork over = OwnWork.Pending("its turn");
        new Joined(this).Begin(over); // so that those beneath this wait on its thread are known to hang on it
        _ = Interlocked.Exchange(ref _joined, over);
        if (IsOver)
        {
            over.End();
        }

        over.Wait();
    }

    /// <summary>Resumes who waits; called once, outside of the lock.</summary>
    /// <param name="failure">Why the claim was not granted, or <see langword="null"/>.</param>
    public void Complete(Exception? failure)
    {
        _failure = failure;
        End();
        bool isAwaited = Interlocked.Exchange(ref _isMet, true);
        _givingUp?.End(); // If there is none yet, whoever sets it sees that it is over; likewise below.
        _joined?.End();
        if (isAwaited)
        {
            Schedule();
        }
    }

    private string DescribeBlocker(Blocker blocker) => blocker.Holding is not Claim other
        ? $"'{blocker.Party.Name}' has to end"
        : other.State == ClaimState.Waiting ? $"{other.DescribeHolder()} asked before for {other.Description}{other.Place}"
        : other.Kind == ClaimKind.Lease ? $"{other.Description} is held by {other.DescribeHolder()}{other.Place}{HintAt(other)}"
        : $"{other.DescribeHolder()} uses {other.Description}";

    // Two lines of one procedure may well wait for each other; but it may also wait for itself.
    private string HintAt(Claim lease) => lease.Party is Future holder && claim.Party is Future waiter && holder.IsItOrParentOf(waiter)
        ? " (the same procedure: one that got its lease from a helper which awaited it has to say Adopt())"
        : string.Empty;

    /// <summary>Is the wait of the future that is joined.</summary>
    private sealed class Joined(ClaimWait wait) : Wait
    {
        public override bool HasBlockers => true;

        public override string Describe() => wait.Describe();

        public override void AddBlockers(List<Blocker> blockers) => wait.AddBlockers(blockers);
    }
}
