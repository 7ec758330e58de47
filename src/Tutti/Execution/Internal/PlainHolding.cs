namespace Tutti.Execution.Internal;

/// <summary>Is what is held for a plain function while it runs on its thread.</summary>
/// <remarks>
/// To mark its flow would cost more than all else about it. So only who waits, claims or starts something looks here: a wait that the function
/// begins keeps this from being given back, what it claims is within it, and when it starts something its flow is marked after all.
/// </remarks>
internal abstract class PlainHolding
{
    [ThreadStatic]
    private static PlainHolding? _ofThread;

    /// <summary>Gets the place of the innermost one on the calling thread; whoever puts it there takes it away.</summary>
    public static ref PlainHolding? OfThread => ref _ofThread;

    /// <summary>Gets it as those who wait know it.</summary>
    protected abstract IHolding Holding { get; }

    /// <summary>Marks the calling flow with what is held for the plain function that it is, so that what it starts is within that.</summary>
    public static void MarkFlow()
    {
        if (_ofThread is { } plain && !ExecutionContext.IsFlowSuppressed())
        {
            Flow? flow = Flow.CurrentUnsuppressed;
            Flow.SetLease(Innermost(flow?.Lease, flow?.Owner, plain)); // Whoever called the function restores its context.
        }
    }

    /// <summary>Gives the innermost of what the calling flow holds.</summary>
    /// <param name="lease">What it is marked with.</param>
    /// <param name="owner">The future whose work it is.</param>
    /// <param name="plain">What is held for a plain function on the calling thread.</param>
    public static IHolding? Innermost(object? lease, Future? owner, PlainHolding? plain)
    {
        var marked = lease as IHolding;
        if (plain?.Holding is not { } held || marked?.IsWithin(held) == true)
        {
            return marked;
        }

        // The function may have called something of another flow's, such as what awaits a task that it ends.
        IParty? party = owner ?? marked?.Party;
        return party is null || ReferenceEquals(party, held.Party) ? held : marked;
    }
}
