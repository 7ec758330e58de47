using Tutti.Instruments;
using Tutti.Quantities;

namespace Tutti.Cli.Procedures;

/// <summary>Says what sine a generator puts out.</summary>
/// <param name="Frequency">The frequency; the generator rounds it to one of its steps.</param>
/// <param name="Amplitude">The amplitude, from the middle to the peak.</param>
internal sealed record SineSettings(Quantity Frequency, Quantity Amplitude)
{
    /// <summary>Brings a generator into these settings and switches it on.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="cancellationToken">Cancels what is not set yet.</param>
    /// <returns>A task that ends when the sine is put out.</returns>
    public async Task ApplyAsync(FunctionGenerator generator, CancellationToken cancellationToken)
    {
        await generator.Waveform.SetAsync(Waveform.Sine, cancellationToken);
        await generator.Frequency.SetAsync(Frequency, cancellationToken);
        await generator.Amplitude.SetAsync(Amplitude, cancellationToken);
        await generator.IsOutputOn.SetAsync(true, cancellationToken);
    }
}
