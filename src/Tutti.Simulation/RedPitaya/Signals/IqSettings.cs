using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Signals;

/// <summary>How an IQ module is set from some cycle on.</summary>
internal sealed record IqSettings
{
    /// <summary>Gets whether its synchronisation bit lets it run.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Gets the phase at that cycle, 32 bits to the turn.</summary>
    public required uint Phase { get; init; }

    /// <summary>Gets the advance of the phase per cycle.</summary>
    public required uint Frequency { get; init; }

    /// <summary>Gets the phase that the demodulation has in addition.</summary>
    public required uint DemodulationPhase { get; init; }

    /// <summary>Gets how many times the frequency the output has: 1 or 2.</summary>
    public required uint ModulationFactor { get; init; }

    /// <summary>Gets how many times the frequency the demodulation has: 1 or 2.</summary>
    public required uint DemodulationFactor { get; init; }

    /// <summary>Gets the amplitude of the output, in counts.</summary>
    public required double Amplitude { get; init; }

    /// <summary>Gets the factor of the quadratures at the output.</summary>
    public required int QuadratureFactor { get; init; }

    /// <summary>Gets which signal is the output.</summary>
    public required IqOutput Output { get; init; }

    /// <summary>Gets the signal that is demodulated.</summary>
    public required DspSlot Input { get; init; }

    /// <summary>Gets the filter in front of the demodulation.</summary>
    public required FilterChain InputFilter { get; init; }

    /// <summary>Gets the delay from the input to the sums, in cycles.</summary>
    public required int Delay { get; init; }

    /// <summary>Gets the filter behind the demodulation.</summary>
    public required FilterChain QuadratureFilter { get; init; }
}
