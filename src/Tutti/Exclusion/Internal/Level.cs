namespace Tutti.Exclusion.Internal;

/// <summary>Is one storey of what is held at a gate: a lease, and the operations that entered under it.</summary>
/// <remarks>The lowest storey has no lease. Guarded by <see cref="Gate.Lock"/>.</remarks>
internal sealed class Level
{
    /// <summary>Gets or sets the lease.</summary>
    public Claim? Lease { get; set; }

    /// <summary>Gets or sets the storey that it stands on.</summary>
    public Level? Below { get; set; }

    /// <summary>Gets the operations that run and entered under the lease.</summary>
    public List<Claim> Operations { get; } = [];

    /// <summary>Gets a value indicating whether nothing keeps it standing: its lease has ended, and no operation runs.</summary>
    public bool IsOver => Lease is { State: not ClaimState.Held } && Operations.Count == 0;
}
