using System.Globalization;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <content>How it comes to be held: without a lock where all gates are free, else out of their queues.</content>
internal partial class Claim
{
    /// <summary>Enters the gates if all are free, without a lock.</summary>
    /// <param name="hasEntered">Whether some of the gates were entered when another was not free.</param>
    /// <returns>Whether it is held; if not, it has to enter by <see cref="EnterSlowly"/>.</returns>
    public bool TryEnterAtOnce(out bool hasEntered)
    {
        hasEntered = false;
        foreach (Gate gate in _gates)
        {
            if (gate.Enter(this) is not null)
            {
                return false;
            }

            hasEntered = true;
        }

        return true;
    }

    /// <summary>Enters the gates under the lock, or their queues.</summary>
    /// <param name="hasEntered">Whether some of the gates were entered when another was not free.</param>
    /// <returns>Whether it is held; else <see cref="Waiting"/> is what to wait for.</returns>
    /// <exception cref="DeadlockException">It would wait for ever; it stands in no queue.</exception>
    public bool EnterSlowly(bool hasEntered)
    {
        Granted granted = default;
        try
        {
            lock (Gate.Lock)
            {
                if (hasEntered)
                {
                    Leave(ref granted); // Others may have come for what was entered just now.
                }

                Volatile.Write(ref _state, (int)ClaimState.Waiting);
                if (!TryGrant())
                {
                    Enqueue();
                }
            }
        }
        finally
        {
            granted.Resume();
        }

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

        NoteGranted();
        return true;
    }

    /// <summary>Is told that it is held from now on.</summary>
    protected virtual void OnGranted()
    {
    }

    private void NoteGranted()
    {
        OnGranted();
        Volatile.Write(ref _state, (int)ClaimState.Held);
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
