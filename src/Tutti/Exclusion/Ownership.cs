namespace Tutti.Exclusion;

/// <summary>Says who holds a resource exclusively, since when and why.</summary>
/// <param name="Holder">The name of the future whose work acquired it, or "the main flow" outside of any.</param>
/// <param name="Since">When it was granted (UTC), by the clock of the holder's run: the virtual one in a virtual run. Precise to some milliseconds.</param>
/// <param name="Purpose">What was acquired together, such as <c>motor, pump['flow_rate']</c>.</param>
/// <param name="Place">Where in the source it was acquired, such as <c>scan.cs:12</c>; <see langword="null"/> if that is not known.</param>
public sealed record Ownership(string Holder, DateTimeOffset Since, string Purpose, string? Place);
