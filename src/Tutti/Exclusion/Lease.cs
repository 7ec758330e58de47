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
    internal Lease(Claim claim)
    {
        Claim = claim;
    }

    /// <summary>Gets a value indicating whether the resources are still held by it.</summary>
    public bool IsHeld => Claim.State == ClaimState.Held;

    internal Claim Claim { get; }

    private string Description => Claim.Description;

    private ClaimState State => Claim.State;

    /// <summary>Makes the calling flow the holder, for a lease that a helper awaited and handed on.</summary>
    /// <returns>The same lease.</returns>
    /// <exception cref="ObjectDisposedException">The lease has been disposed of.</exception>
    public Lease Adopt()
    {
        ObjectDisposedException.ThrowIf(!IsHeld, this);
        Flow.SetLease(Claim);
        return this;
    }

    /// <summary>Gives the resources back.</summary>
    public void Dispose() => Claim.End();
}
