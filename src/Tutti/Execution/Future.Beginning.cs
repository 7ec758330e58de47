using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Joining the family, at the beginning.</content>
public partial class Future
{
    /// <summary>Gets a value indicating whether the future is in its family only as one whose function has not awaited anything yet.</summary>
    private bool IsInSynchronousPart => (Volatile.Read(ref _state) & Synchronous) != 0;

    /// <summary>Joins the family of the calling flow and heeds a token; the future may then have been cancelled already.</summary>
    /// <param name="call">What the user called, to name it if the thread takes no part in a virtual run.</param>
    /// <param name="cancellationToken">The token.</param>
    private protected void JoinFamily(string call, CancellationToken cancellationToken)
    {
        NoteStart();
        Flow? flow = Flow.Current;
        flow?.Run?.Enter(call, this);
        _age = Age.ZeroIn(flow);
        Family family = FindFamily(flow, out Future? owner);
        if (Join(family, owner))
        {
            Interlocked.Or(ref _state, CancelRequested);
        }

        Heed(cancellationToken);
    }

    /// <summary>Joins the family of the calling flow for the synchronous part of a function, and heeds a token.</summary>
    /// <param name="part">The part.</param>
    /// <param name="flow">The flow that is to be the work of the future, and is the source of its token.</param>
    /// <param name="call">What the user called, to name it if the thread takes no part in a virtual run.</param>
    /// <param name="cancellationToken">The token.</param>
    /// <returns>Whether to call the function; otherwise the future has ended as cancelled.</returns>
    private bool TryBegin(ref SynchronousPart part, Flow flow, string call, CancellationToken cancellationToken)
    {
        Flow? caller = part.Caller;
        caller?.Run?.Enter(call, this);
        Family family = FindFamily(caller, out Future? owner);
        _links.Family = family;
        _source = flow;
        _state = Synchronous;
        if (!part.TryPush(this))
        {
            Settle();
        }

        // The owner may have ended, or been cancelled, before it could see this one here.
        if (owner is { IsDone: true })
        {
            owner.HandOver();
        }

        if (family.IsCancelled || owner is { IsCancelRequested: true })
        {
            Settle();
            Interlocked.Or(ref _state, CancelRequested);
        }

        Heed(cancellationToken);
        NoteStart();
        if (!IsCancelRequested)
        {
            return true;
        }

        EndCancelled(null);
        part.End();
        return false;
    }

    /// <summary>Enters the future, whose function awaits something, in the list of its family.</summary>
    internal void Settle()
    {
        if (_age.IsUnknown)
        {
            _age = Age.Zero;
        }

        if (!IsInSynchronousPart)
        {
            return;
        }

        IReadOnlyList<CancelReach> reaches = _links.Family!.Take(this, out bool isCancelled);
        if (isCancelled)
        {
            CancelReached([this], reaches); // which may have found it just now: whoever notes first that it is reached goes on to its children
        }
    }

    /// <summary>Makes the future, which has joined a list under its lock, one that is in its family for good.</summary>
    internal void NoteListed()
    {
        if (IsInSynchronousPart)
        {
            Interlocked.And(ref _state, ~Synchronous);
        }
    }

    /// <summary>Tells whether the future is in a family, whose lock is held, only by its synchronous part; if so it is known from now on.</summary>
    internal bool TryFindIn(Family family) =>
        IsInSynchronousPart && family.IsOf(_links.Family) && (Interlocked.Or(ref _state, Seen) & (Synchronous | Done)) == Synchronous;

    /// <summary>Ends the future with success after its synchronous part, quickly if nobody knows of it yet.</summary>
    private protected void FinishSynchronously()
    {
        HandOver();
        if (Interlocked.CompareExchange(ref _state, Claimed | Done, Synchronous) != Synchronous)
        {
            if (TryClaim())
            {
                FinishSuccessfully();
            }

            return;
        }

        // Nobody has found it and nobody will: this is the only thread that has it.
        _continuations = Continuation.Taken;
        _source = null;
        _waits.Clear();
        HandOver();
        _extras?.Registration.Unregister();
    }

    /// <summary>Ends the future with success, where nobody knows of it yet and it has joined no family.</summary>
    private protected void BeDone()
    {
        _continuations = Continuation.Taken;
        _state = Claimed | Done;
    }

    /// <summary>Gives the family that what the flow starts belongs to, and the future whose work the flow is or was.</summary>
    private static Family FindFamily(Flow? flow, out Future? owner)
    {
        owner = null;
        if (flow?.Shield is { } shield)
        {
            return shield.Family;
        }

        owner = flow?.Owner;
        Family? family = owner is { IsDone: false } ? owner.EnsureFamily() : owner?._links.Family;
        return family ?? flow?.Run?.Roots ?? Family.Roots;
    }

    /// <summary>Joins a family for good.</summary>
    /// <returns>Whether it was cancelled.</returns>
    private bool Join(Family family, Future? owner)
    {
        bool isCancelled = family.Join(this);
        if (owner is null)
        {
            return isCancelled;
        }

        if (owner.IsDone)
        {
            owner.HandOver(); // It ended just now, and this one may have come too late to be handed over.
        }

        return isCancelled | owner.IsCancelRequested;
    }

    private void Heed(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            FutureExtras extras = EnsureExtras();
            extras.Cause = cancellationToken;
            extras.Registration = cancellationToken.UnsafeRegister(
                static state => CancelReached([(Future)state!], isAskedByToken: true), this);
            Interlocked.MemoryBarrier();
            if (IsDone)
            {
                extras.Registration.Unregister();
            }
        }
    }

    private FutureExtras EnsureExtras()
    {
        if (Volatile.Read(ref _extras) is { } existing)
        {
            return existing;
        }

        var extras = new FutureExtras();
        return Interlocked.CompareExchange(ref _extras, extras, null) ?? extras;
    }
}
