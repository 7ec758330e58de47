using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>One complex exponential: at cycle n after its origin it is worth Re(Amplitude exp(Rate n)).</summary>
/// <param name="Amplitude">The phasor at the origin, in counts.</param>
/// <param name="Rate">The change per cycle: an imaginary number for a sine, with a negative real part for a ringing.</param>
internal readonly record struct Tone(Complex Amplitude, Complex Rate)
{
    /// <summary>Returns the phasor some cycles after the origin.</summary>
    /// <param name="cycle">The number of cycles.</param>
    /// <returns>The phasor, in counts.</returns>
    public Complex PhasorAt(long cycle) => Amplitude * Complex.Exp(Rate * cycle);
}
