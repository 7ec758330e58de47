using System.Diagnostics;
using Tutti.Exclusion.Internal;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion;

/// <summary>Is the right to use some resources exclusively, until it is disposed of.</summary>
/// <remarks>
/// It belongs to the flow that acquired it and to what that starts meanwhile. When it is disposed of, what was started loses the right at
/// once; the next holder is admitted when operations of theirs that run on the resources, and leases nested in this one, have ended.
/// Thread safe; disposing twice is harmless. A copy is the same lease; the default value is one that has been disposed of.
/// </remarks>
[DebuggerDisplay("{Description,nq}: {State}")]
#pragma warning disable CA1815 // Nobody compares leases.
public readonly struct Lease : IDisposable
#pragma warning restore CA1815
{
    private readonly LeaseClaim? _claim;

    internal Lease(LeaseClaim claim)
    {
        _claim = claim;
    }

    /// <summary>Gets a value indicating whether the resources are still held by it.</summary>
    public bool IsHeld => State == ClaimState.Held;

    private string Description => _claim?.Description ?? "nothing";

    private ClaimState State => _claim?.State ?? ClaimState.Ended;

    /// <summary>Makes the calling flow the holder, for a lease that a helper awaited and handed on.</summary>
    /// <returns>The same lease.</returns>
    /// <exception cref="ObjectDisposedException">The lease has been disposed of.</exception>
    /// <exception cref="InvalidOperationException">The flow holds another lease, and this one was not acquired within that.</exception>
    public Lease Adopt()
    {
        LeaseClaim claim = _claim is { State: ClaimState.Held } held
            ? held
            : throw new ObjectDisposedException(nameof(Lease), "The lease was given back already: acquire again.");
        Flow.Current?.Run?.ThrowIfOutside("Lease.Adopt", () => claim.Description);
        Claim? current = Claim.Of(Flow.Current);
        if (current is null || claim.IsMadeWithin(current))
        {
            Flow.SetLease(claim);
        }
        else if (!ReferenceEquals(current, claim) && !current.IsMadeWithin(claim))
        {
            throw new InvalidOperationException(
                $"This flow holds {current.Description} already, and {Description} was not acquired within that, so it cannot be nested in it: "
                + "adopt it first, or call the helper from within.");
        }

        return this;
    }

    /// <summary>Gives the resources back.</summary>
    public void Dispose() => _claim?.Return();
}
