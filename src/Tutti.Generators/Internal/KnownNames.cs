namespace Tutti.Generators.Internal;

/// <summary>Names what the library offers and the generator and the analyzers look for.</summary>
internal static class KnownNames
{
    public const string Async = "Tutti.Execution.AsyncAttribute";
    public const string Future = "Tutti.Execution.Future";
}
