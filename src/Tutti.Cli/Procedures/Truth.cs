using Tutti.Quantities;

namespace Tutti.Cli.Procedures;

/// <summary>Is what the instruments should find.</summary>
/// <param name="Sine">The sine that the generator puts out into channel 2, as the generator says.</param>
/// <param name="ResonanceFrequency">The resonance frequency of the device between output 1 and input 1.</param>
/// <param name="QualityFactor">Its quality factor.</param>
internal sealed record Truth(SineSettings Sine, Quantity ResonanceFrequency, double QualityFactor);
