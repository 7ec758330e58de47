using System.Diagnostics;
using Tutti.Exclusion.Internal;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion;

/// <summary>Is the right to use some resources exclusively, until it is disposed of.</summary>
/// <remarks>
/// It belongs to the flow that acquired it and to what that starts meanwhile. When it is disposed of, what was started loses the right at
/// once; the next holder is admitted when operations of theirs that run on the resources, and leases nested in this one, have ended.
/// Thread safe; disposing twice is harmless.
/// </remarks>
[DebuggerDisplay("{Description,nq}: {State}")]
public sealed class Lease : IDisposable
{
    private readonly LeaseClaim _claim;

    internal Lease(LeaseClaim claim)
    {
        _claim = claim;
    }

    /// <summary>Gets a value indicating whether the resources are still held by it.</summary>
    public bool IsHeld => State == ClaimState.Held;

    private string Description => _claim.Description;

    private ClaimState State => _claim.State;

    /// <summary>Makes the calling flow the holder, for a lease that a helper awaited and handed on.</summary>
    /// <returns>The same lease.</returns>
    /// <exception cref="ObjectDisposedException">The lease has been disposed of.</exception>
    /// <exception cref="InvalidOperationException">The flow holds another lease, and this one was not acquired within that.</exception>
    public Lease Adopt()
    {
        ObjectDisposedException.ThrowIf(!IsHeld, this);
        Flow.Current?.Run?.ThrowIfOutside("Lease.Adopt", () => Description);
        Claim? current = Claim.Of(Flow.Current);
        if (current is null || _claim.IsMadeWithin(current))
        {
            Flow.SetLease(_claim);
        }
        else if (!ReferenceEquals(current, _claim) && !current.IsMadeWithin(_claim))
        {
            throw new InvalidOperationException(
                $"This flow holds {current.Description} already, and {Description} was not acquired within that, so it cannot be nested in it: "
                + "adopt it first, or call the helper from within.");
        }

        return this;
    }

    /// <summary>Gives the resources back.</summary>
    public void Dispose() => _claim.Return();
}
