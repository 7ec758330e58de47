namespace Tutti.Execution.Internal;

/// <summary>Is what a cancel of the work that operates it has to bring to rest: all that Execution knows of a device.</summary>
internal interface IStoppable
{
    /// <summary>Gets what to call it.</summary>
    string Name { get; }
}
