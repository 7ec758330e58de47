namespace Tutti.Exclusion;

/// <summary>Says who holds a resource exclusively.</summary>
/// <param name="Holder">The name of the future whose work acquired it, or "the main flow" outside of any.</param>
/// <param name="Since">When it was granted (UTC).</param>
/// <param name="Purpose">What was acquired together, such as <c>motor, pump['flow_rate']</c>.</param>
public sealed record Ownership(string Holder, DateTimeOffset Since, string Purpose);
