namespace Tutti.Tests.Execution;

/// <summary>Holds the tests during which no other runs, since they reach whatever runs in the process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
