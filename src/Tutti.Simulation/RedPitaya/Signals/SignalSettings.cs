using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Signals;

/// <summary>Everything that the signals of the board depend on from some cycle on.</summary>
internal sealed record SignalSettings
{
    /// <summary>Gets the two generators.</summary>
    public required GeneratorOutput[] Generators { get; init; }

    /// <summary>Gets the three IQ modules.</summary>
    public required IqSettings[] IqModules { get; init; }

    /// <summary>Gets to which outputs each slot goes, [16].</summary>
    public required OutputSelection[] Routes { get; init; }

    /// <summary>Gets whether the outputs are fed back to the inputs inside the chip.</summary>
    public required bool IsLooped { get; init; }

    /// <summary>Gets what is between output 1 and input 1.</summary>
    public required Resonator Device { get; init; }

    /// <summary>Gets the seed of everything random.</summary>
    public required ulong Seed { get; init; }
}
