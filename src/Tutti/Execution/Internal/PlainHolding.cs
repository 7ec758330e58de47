namespace Tutti.Execution.Internal;

/// <summary>Is what is held for a plain function while it runs on its thread.</summary>
/// <remarks>
/// To mark its flow would cost more than all else about it. So only those who wait look here: a wait that the function begins keeps this from being
/// given back, and what it then claims is within it.
/// </remarks>
internal abstract class PlainHolding
{
    [ThreadStatic]
    private static PlainHolding? _ofThread;

    /// <summary>Gets the place of the innermost one on the calling thread; whoever puts it there takes it away.</summary>
    public static ref PlainHolding? OfThread => ref _ofThread;

    /// <summary>Gets it as those who wait know it.</summary>
    protected abstract IHolding Holding { get; }

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

        // On a loop the function may wait, and something else may run meanwhile.
        IParty? party = owner ?? marked?.Party;
        return party is null || ReferenceEquals(party, held.Party) ? held : marked;
    }
}
