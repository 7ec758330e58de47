namespace Tutti.Execution.Internal;

/// <summary>Is a line of control that can wait: a future, or what a flow outside of any future holds.</summary>
internal interface IParty
{
    /// <summary>Gets what to call it.</summary>
    string Name { get; }

    /// <summary>Gets what it waits for.</summary>
    ref WaitList Waits { get; }
}
