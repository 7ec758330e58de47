using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is the claim of an operation in the synchronous part of its future: held if the gates are free, else not made at all.</summary>
internal struct QuickClaim
{
    private OperationClaim? _claim;

    /// <summary>Gets a value indicating whether the gates are entered, and to be left here.</summary>
    public readonly bool IsHeld => _claim is not null;

    /// <summary>Enters the gates if all are free.</summary>
    /// <param name="kind">What the operation keeps away.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="caller">The flow that starts the future.</param>
    /// <param name="owner">The future, which has not entered its flow yet.</param>
    /// <returns>What the flow of the future then holds.</returns>
    public object? TryEnter(ClaimKind kind, IExclusive resource, Flow? caller, Future owner)
    {
#pragma warning disable CA2000 // It is left here, or by whoever takes it.
        var claim = new OperationClaim(kind, resource, caller, owner);
#pragma warning restore CA2000
        if (!claim.TryEnter())
        {
            return caller?.Lease;
        }

        _claim = claim;
        return claim;
    }

    /// <summary>Leaves the claim to what goes on after the synchronous part.</summary>
    public OperationClaim Take()
    {
        OperationClaim claim = _claim!;
        _claim = null;
        return claim;
    }

    /// <summary>Leaves the gates, if they were entered and are to be left here.</summary>
    public readonly void Leave() => _claim?.Leave();
}
