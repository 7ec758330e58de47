using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Signals;

/// <summary>What a generator puts out from some cycle on.</summary>
/// <param name="Waveform">The scaled table.</param>
/// <param name="Accumulator">The pointer into it, counted from that cycle; of step 0 when the generator stands.</param>
/// <param name="IsRandom">Whether the pointer is random at every cycle instead.</param>
/// <param name="HasStarted">Whether the generator was triggered at that cycle.</param>
internal readonly record struct GeneratorOutput(Waveform Waveform, PhaseAccumulator Accumulator, bool IsRandom, bool HasStarted);
