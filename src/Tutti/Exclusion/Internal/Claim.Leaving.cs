using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <content>How it ends: given back, or given up while it waits; then others are granted.</content>
internal partial class Claim
{
    /// <summary>Gives the claim back and lets the calling flow forget it; harmless if it has ended.</summary>
    public void End()
    {
        EndClaim();
        LeaveFlow();
    }

    /// <summary>Gives the claim up that may still wait, and lets the calling flow forget it.</summary>
    public void Abandon()
    {
        if (!TryWithdraw(static _ => new ObjectDisposedException(nameof(Lease))))
        {
            EndClaim();
        }

        LeaveFlow();
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

    /// <summary>Gives the claim back; harmless if it has ended.</summary>
    protected void EndClaim()
    {
        if (_gates[0].TryLeave(this))
        {
            Volatile.Write(ref _state, (int)ClaimState.Ended);
            foreach (Gate gate in _gates.AsSpan(1))
            {
                if (!gate.TryLeave(this))
                {
                    LeaveSlowly();
                    return;
                }
            }
        }
        else if (State != ClaimState.Ended)
        {
            LeaveSlowly();
        }
    }

    /// <summary>Gives the claim up that could not enter all of its gates at once.</summary>
    /// <param name="hasEntered">Whether some of the gates were entered.</param>
    protected void GiveUp(bool hasEntered)
    {
        if (hasEntered)
        {
            EndClaim();
        }
        else
        {
            Volatile.Write(ref _state, (int)ClaimState.Ended);
        }
    }

    private void LeaveSlowly()
    {
        Granted granted = default;
        lock (Gate.Lock)
        {
            if (!TryHandOver(ref granted))
            {
                Leave(ref granted);
            }
        }

        granted.Resume();
    }

    /// <summary>Leaves the gates, and grants what waits there; harmless at gates that it has left, since a claim enters only once.</summary>
    private void Leave(ref Granted granted)
    {
        Volatile.Write(ref _state, (int)ClaimState.Ended);
        foreach (Gate gate in _gates)
        {
            gate.Leave(this);
        }

        GrantAll(ref granted);
    }

    /// <summary>Lets who asked next for the same take everything over as it stands, if that is all there is to be done; under the lock.</summary>
    private bool TryHandOver(ref Granted granted)
    {
        Claim? next = _gates[0].Crowd?.FindHeir(this);
        if (next is null || !ReferenceEquals(next._gates, _gates))
        {
            return false;
        }

        foreach (Gate gate in _gates.AsSpan(1))
        {
            if (!ReferenceEquals(gate.Crowd?.FindHeir(this), next))
            {
                return false;
            }
        }

        foreach (Gate gate in _gates)
        {
            gate.Crowd!.HandOverTo(next);
        }

        Volatile.Write(ref _state, (int)ClaimState.Ended);
        next.NoteGranted();
        granted.Add(next.Waiting!);
        return true;
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

    private void GrantAll(ref Granted granted)
    {
        GrantWaiting(ref granted);
        for (ClaimWait? wait = granted.First; wait is not null; wait = wait.NextGranted)
        {
            wait.Claim.GrantWaiting(ref granted); // What was requested within it may have waited at its other gates for just that.
        }
    }

    private void GrantWaiting(ref Granted granted)
    {
        foreach (Gate gate in _gates)
        {
            gate.GrantWaiting(ref granted);
        }
    }
}
