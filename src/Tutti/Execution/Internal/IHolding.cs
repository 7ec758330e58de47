namespace Tutti.Execution.Internal;

/// <summary>Is what a flow holds while it goes on, such as a lease; what it is is Exclusion's affair.</summary>
internal interface IHolding
{
    /// <summary>Gets who holds it: the future whose work it is, else the outermost of what the flow holds.</summary>
    IParty Party { get; }

    /// <summary>Tells whether it is held, or waited for, within another one, or is that one.</summary>
    bool IsWithin(IHolding outer);
}
