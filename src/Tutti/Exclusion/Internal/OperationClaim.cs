using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is a single operation on a device: a read, a set or a command.</summary>
internal sealed class OperationClaim : Claim, IDisposable
{
    private readonly IExclusive _resource;

    /// <summary>Initializes an operation of the calling flow.</summary>
    public OperationClaim(ClaimKind kind, IExclusive resource)
        : base(kind, resource.Gates, Current, PlainHolding.OfThread, ExecutionContext.IsFlowSuppressed())
    {
        _resource = resource;
    }

    /// <summary>Initializes an operation that is to be done by a future which has not entered its flow yet.</summary>
    /// <param name="kind">What it keeps away.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="caller">The flow that starts the future.</param>
    /// <param name="owner">The future.</param>
    public OperationClaim(ClaimKind kind, IExclusive resource, Flow? caller, Future owner)
        : base(kind, resource.Gates, caller, owner)
    {
        _resource = resource;
    }

    /// <summary>Initializes an operation that is a part of a flow, which is not marked with it.</summary>
    /// <param name="kind">What it keeps away.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="caller">The flow.</param>
    /// <param name="outer">What is held for a plain function that does it.</param>
    public OperationClaim(ClaimKind kind, IExclusive resource, Flow? caller, PlainHolding? outer)
        : base(kind, resource.Gates, caller, outer, isSuppressed: false)
    {
        _resource = resource;
    }

    /// <inheritdoc/>
    public override string Description => _resource.FullName;

    /// <summary>Enters the gates if all are free, and leaves it to the caller to mark the flow; a few nanoseconds.</summary>
    /// <returns>Whether it runs; if not it has ended, and another one has to enter by <see cref="EnterAsync"/>.</returns>
    public bool TryEnter()
    {
        if (TryEnterAtOnce(out bool hasEntered))
        {
            return true;
        }

        GiveUp(hasEntered);
        return false;
    }

    /// <summary>Marks the calling flow as the operation's and enters the gates, at once or when they admit it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task to be awaited once, in the flow that calls.</returns>
    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        ThrowIfOutsideOfItsRun();
        if (IsRefused(cancellationToken, out OperationCanceledException? refusal))
        {
            return ValueTask.FromException(refusal);
        }

        try
        {
            if (TryEnterAtOnce(out bool hasEntered) || EnterSlowly(hasEntered))
            {
                Enter();
                return ValueTask.CompletedTask;
            }
        }
#pragma warning disable CA1031 // It is kept in the task.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            return ValueTask.FromException(ex);
        }

        Enter();
        Waiting!.Watch(null, cancellationToken);
        return new ValueTask(Waiting, 0);
    }

    /// <inheritdoc/>
    void IDisposable.Dispose() => End();

    /// <summary>Ends the operation where its flow needs no more to be told.</summary>
    public void Leave() => EndClaim();

    /// <summary>Ends the operation where others have seen to its gates.</summary>
    public void NoteEnded() => GiveUp(hasEntered: false);
}
