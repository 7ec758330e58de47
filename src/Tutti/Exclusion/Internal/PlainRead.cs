using System.Diagnostics;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is a read by a plain function, which has a gate to itself; if somebody else comes there meanwhile, a claim takes its place.</summary>
/// <remarks>A third as large as a claim; and the flow that reads is not marked with it.</remarks>
internal sealed class PlainRead : PlainHolding
{
    private readonly IExclusive _resource;
    private readonly Flow? _caller;
    private readonly PlainHolding? _outer;
    private OperationClaim? _claim;

    private PlainRead(IExclusive resource, Flow? caller, PlainHolding? outer)
    {
        Debug.Assert(resource.Gates.Length == 1, "Only parameters are read.");
        _resource = resource;
        _caller = caller;
        _outer = outer;
    }

    /// <summary>Gets the claim in its place.</summary>
    public OperationClaim Claim
    {
        get
        {
            if (Volatile.Read(ref _claim) is { } existing)
            {
                return existing;
            }

            var claim = new OperationClaim(ClaimKind.Read, _resource, _caller, _outer);
            return Interlocked.CompareExchange(ref _claim, claim, null) ?? claim;
        }
    }

    /// <inheritdoc/>
    protected override IHolding Holding => Claim;

    private Gate Gate => _resource.Gates[0];

    /// <summary>Enters the gate if it is free; not where the flow of the execution context is suppressed.</summary>
    /// <param name="resource">What is read; it has one gate.</param>
    /// <param name="caller">The flow that reads.</param>
    /// <param name="outer">What is held for another plain function on the calling thread.</param>
    /// <returns>The read, or <see langword="null"/>.</returns>
    public static PlainRead? TryEnter(IExclusive resource, Flow? caller, PlainHolding? outer)
    {
        var read = new PlainRead(resource, caller, outer);
        if (Asynchrony.IsDisabled)
        {
            _ = read.Claim; // which knows its thread
        }

        return read.Gate.Enter(read) is null ? read : null;
    }

    /// <summary>Leaves the gate.</summary>
    public void Leave()
    {
        if (!Gate.TryLeave(this))
        {
            Claim.Leave();
        }
        else
        {
            _claim?.NoteEnded(); // What the function has started may run on.
        }
    }
}
