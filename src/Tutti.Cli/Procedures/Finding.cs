using Tutti.Cli.Display;

namespace Tutti.Cli.Procedures;

/// <summary>Is one thing that a run found out.</summary>
/// <param name="What">What it is.</param>
/// <param name="Measured">Its value, for people.</param>
internal sealed record Finding(string What, string Measured)
{
    /// <summary>Gets the true value where it is known, for people.</summary>
    public string? Truth { get; init; }

    /// <summary>Gets by which part of the truth the measured value is off, or <see langword="null"/> where no truth is known.</summary>
    public double? Deviation { get; init; }

    /// <summary>Gets the largest deviation that is allowed.</summary>
    public double? Limit { get; init; }

    /// <summary>Gets whether the deviation is allowed, or <see langword="null"/> where no truth is known.</summary>
    public bool? IsGood => Truth is null ? null : Deviation <= Limit;

    /// <summary>Gets the deviation, for people.</summary>
    public string DeviationText => Deviation is { } part ? Readable.Percent(part) : "";

    /// <summary>Gets the limit, for people.</summary>
    public string LimitText => Limit is { } part ? Readable.Percent(part) : "";
}
