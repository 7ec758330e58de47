using Tutti.Instruments;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Procedures;

/// <summary>Says how a network analyzer sweeps.</summary>
internal sealed record SweepSettings
{
    /// <summary>Gets the first frequency.</summary>
    public Quantity Start { get; init; } = 10 * kHz;

    /// <summary>Gets the last frequency.</summary>
    public Quantity Stop { get; init; } = 1 * MHz;

    /// <summary>Gets the number of frequencies.</summary>
    public int Points { get; init; } = 201;

    /// <summary>Gets how they are spaced.</summary>
    public FrequencyScale Scale { get; init; } = FrequencyScale.Logarithmic;

    /// <summary>Gets the resolution bandwidth.</summary>
    public Quantity Bandwidth { get; init; } = 1 * kHz;

    /// <summary>Gets the amplitude at the output.</summary>
    public Quantity Amplitude { get; init; } = 0.1 * V;

    /// <summary>Gets how many times 1/bandwidth each point is integrated.</summary>
    public int AveragesPerPoint { get; init; } = 1;

    /// <summary>Brings a network analyzer into these settings.</summary>
    /// <param name="analyzer">The network analyzer.</param>
    /// <param name="cancellationToken">Cancels what is not set yet.</param>
    /// <returns>A task that ends when it has taken them.</returns>
    public async Task ApplyAsync(NetworkAnalyzer analyzer, CancellationToken cancellationToken)
    {
        await analyzer.StartFrequency.SetAsync(Start, cancellationToken);
        await analyzer.StopFrequency.SetAsync(Stop, cancellationToken);
        await analyzer.Points.SetAsync(Points, cancellationToken);
        await analyzer.Scale.SetAsync(Scale, cancellationToken);
        await analyzer.Bandwidth.SetAsync(Bandwidth, cancellationToken);
        await analyzer.Amplitude.SetAsync(Amplitude, cancellationToken);
        await analyzer.AveragesPerPoint.SetAsync(AveragesPerPoint, cancellationToken);
    }
}
