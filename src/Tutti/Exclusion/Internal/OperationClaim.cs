using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Exclusion.Internal;

/// <summary>Is a single operation on a device: a read, a set or a command.</summary>
internal sealed class OperationClaim : Claim, IDisposable
{
    private readonly IExclusive _resource;

    /// <summary>Initializes an operation of the calling flow.</summary>
    public OperationClaim(ClaimKind kind, IExclusive resource)
        : this(kind, resource, Flow.Current)
    {
    }

    /// <summary>Initializes an operation that is to be done by a future which has not entered its flow yet.</summary>
    /// <param name="kind">What it keeps away.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="caller">The flow that starts the future.</param>
    /// <param name="owner">The future.</param>
    public OperationClaim(ClaimKind kind, IExclusive resource, Flow? caller, Future owner)
        : base(kind, new GateSet(resource.Gates, []), Of(caller), owner)
    {
        _resource = resource;
    }

    private OperationClaim(ClaimKind kind, IExclusive resource, Flow? flow)
        : base(kind, new GateSet(resource.Gates, []), Of(flow), flow?.Owner)
    {
        _resource = resource;
    }

    /// <inheritdoc/>
    public override string Description => _resource.FullName;

    /// <summary>Enters the gates if all are free, and leaves it to the caller to mark the flow; a few nanoseconds.</summary>
    /// <returns>Whether it runs; if not, another one has to enter by <see cref="EnterAsync"/>.</returns>
    public bool TryEnter()
    {
        bool isEntered = TryEnterAtOnce(out bool hasEntered);
        if (!isEntered && hasEntered)
        {
            EndClaim();
        }

        return isEntered;
    }

    /// <summary>Marks the calling flow as the operation's and enters the gates, at once or when they admit it.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>A task to be awaited once, in the flow that calls.</returns>
    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        Flow? flow = Flow.Current;
        ThrowIfOutsideOfItsRun(flow);
        if (IsRefused(flow, cancellationToken, out OperationCanceledException? refusal))
        {
            return ValueTask.FromException(refusal);
        }

        try
        {
            if (TryEnterAtOnce(out bool hasEntered) || EnterSlowly(hasEntered, flow))
            {
                Flow.SetLease(flow, this);
                return ValueTask.CompletedTask;
            }
        }
#pragma warning disable CA1031 // It is kept in the task.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            return ValueTask.FromException(ex);
        }

        Flow.SetLease(flow, this);
        Waiting!.Watch(null, flow, cancellationToken);
        return new ValueTask(Waiting, 0);
    }

    /// <inheritdoc/>
    void IDisposable.Dispose() => End();

    /// <summary>Ends the operation where its flow needs no more to be told.</summary>
    public void Leave() => EndClaim();
}
