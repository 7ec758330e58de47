namespace Tutti.Cli.Procedures;

/// <summary>Says what a run acquires.</summary>
internal sealed record AcquisitionSettings
{
    /// <summary>Gets how many times both instruments acquire.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>Gets how many traces each averages in a round.</summary>
    public int Averages { get; init; } = 1;

    /// <summary>Gets how the scope's traces are taken.</summary>
    public ScopeSettings Scope { get; init; } = new();

    /// <summary>Gets how the network analyzer sweeps.</summary>
    public SweepSettings Sweep { get; init; } = new();

    /// <summary>Gets the sine at output 2, or <see langword="null"/> for none.</summary>
    public SineSettings? Sine { get; init; }
}
