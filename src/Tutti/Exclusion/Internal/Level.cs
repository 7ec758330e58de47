namespace Tutti.Exclusion.Internal;

/// <summary>Is one storey of what is held at a gate: a lease, and the operations that entered under it.</summary>
/// <remarks>The lowest storey has no lease. Guarded by <see cref="Gate.Lock"/>.</remarks>
internal sealed class Level(Claim? lease, Level? below)
{
    public Claim? Lease { get; } = lease;

    public Level? Below { get; } = below;

    /// <summary>Gets or sets how many operations run that entered under the lease.</summary>
    public int Operations { get; set; }

    /// <summary>Gets or sets how many of them are writes.</summary>
    public int Writes { get; set; }
}
