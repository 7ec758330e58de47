namespace Tutti.Cli.Output;

/// <summary>Says in <c>results.json</c> how long the instruments took, with units.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="NetworkAnalyzer">The network analyzer.</param>
internal sealed record RunTimes(string Scope, string NetworkAnalyzer);
