using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is the claim of an operation in the synchronous part of its future: held if the gates are free, else given up at once.</summary>
#pragma warning disable CA1001 // It is given back by Leave, or by whoever takes it.
internal struct QuickClaim
#pragma warning restore CA1001
{
    private OperationClaim? _claim;

    /// <summary>Gets a value indicating whether the gates are entered, and to be left here.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Makes the claim, which is the flow of the future.</summary>
    /// <param name="kind">What the operation keeps away.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="caller">The flow that starts the future.</param>
    /// <param name="owner">The future.</param>
    public Flow Make(ClaimKind kind, IExclusive resource, Flow? caller, Future owner) =>
        _claim = new OperationClaim(kind, resource, caller, owner);

    /// <summary>Enters the gates if all are free.</summary>
    public void TryEnter() => IsHeld = _claim!.TryEnter();

    /// <summary>Leaves the claim to what goes on after the synchronous part.</summary>
    public OperationClaim Take()
    {
        IsHeld = false;
        return _claim!;
    }

    /// <summary>Leaves the gates, if they were entered and are to be left here.</summary>
    public readonly void Leave()
    {
        if (IsHeld)
        {
            _claim!.Leave();
        }
    }
}
