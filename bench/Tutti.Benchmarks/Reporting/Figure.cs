namespace Tutti.Benchmarks.Reporting;

/// <summary>Is one figure: what was measured, what is wanted, and what it is compared with.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">What came out, with its unit.</param>
/// <param name="Wanted">What is wanted of it; empty for nothing.</param>
/// <param name="Baseline">What it is compared with, measured in the same run; empty for nothing.</param>
/// <param name="IsMet">Whether it is as wanted; <see langword="null"/> where nothing is wanted.</param>
internal sealed record Figure(string What, string Measured, string Wanted, string Baseline, bool? IsMet);
