namespace Tutti.Generators.Internal;

/// <summary>Names what the library offers and the generator and the analyzers look for.</summary>
internal static class KnownNames
{
    public const string Async = "Tutti.Execution.AsyncAttribute";
    public const string Clock = "Tutti.Execution.Clock";
    public const string Future = "Tutti.Execution.Future";
    public const string FutureOfResult = "Tutti.Execution.Future`1";
    public const string Exclusive = "Tutti.Exclusion.Exclusive";
    public const string Lease = "Tutti.Exclusion.Lease";
    public const string Parameter = "Tutti.Devices.Parameter`1";
    public const string Quantity = "Tutti.Quantities.Quantity";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOfResult = "System.Threading.Tasks.Task`1";
    public const string Unit = "Tutti.Quantities.Unit";
    public const string Units = "Tutti.Quantities.Units";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOfResult = "System.Threading.Tasks.ValueTask`1";
}
