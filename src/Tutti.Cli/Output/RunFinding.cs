namespace Tutti.Cli.Output;

/// <summary>Says in <c>results.json</c> one thing that was found out.</summary>
/// <param name="What">What it is.</param>
/// <param name="Measured">Its value, with the unit.</param>
/// <param name="Truth">The true value; absent where it is not known.</param>
/// <param name="Deviation">By which part of the truth the measured value is off; absent where none is known.</param>
/// <param name="Limit">The largest deviation that is allowed.</param>
internal sealed record RunFinding(string What, string Measured, string? Truth, double? Deviation, double? Limit);
