using System.Numerics;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.RedPitaya;

/// <summary>Describes what a simulated board has between its output 1 and its input 1: a resonator, and noise.</summary>
/// <remarks>
/// The transfer function is the band-pass H(f) = g / (1 + j Q (f/f0 - f0/f)), with the resonance frequency f0, the quality factor Q and the
/// gain g at resonance. After every change of the output it rings with the time constant Q / (pi f0). White Gaussian noise is added
/// behind it, independent from sample to sample at 125 MHz. Cables and converters add no delay.
/// </remarks>
public sealed record DeviceUnderTest
{
    private const double HighestFrequencyHz = 50e6;
    private const double HighestQualityFactor = 1e6;
    private const double HighestGain = 100;

    /// <summary>Gets the resonance frequency f0.</summary>
    /// <value>Above 0 Hz, at most 50 MHz. Default: 97.3 kHz.</value>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is outside that range.</exception>
    /// <exception cref="UnitException">The value is not a frequency.</exception>
    public Quantity ResonanceFrequency
    {
        get;
        init
        {
            double hertz = value.In(Hz);
            if (!(hertz > 0 && hertz <= HighestFrequencyHz))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A resonance frequency is above 0 Hz and at most 50 MHz.");
            }

            field = value;
        }
    } = 97.3 * kHz;

    /// <summary>Gets the quality factor Q: the resonance frequency over the width at half the power.</summary>
    /// <value>Above 0.5, at most 1e6. Default: 25.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public double QualityFactor
    {
        get;
        init
        {
            if (!(value > 0.5 && value <= HighestQualityFactor))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A quality factor is above 0.5 and at most 1e6.");
            }

            field = value;
        }
    } = 25;

    /// <summary>Gets the gain g at resonance.</summary>
    /// <value>From 0 to 100. Default: 0.9.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public double Gain
    {
        get;
        init
        {
            if (!(value >= 0 && value <= HighestGain))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "A gain is from 0 to 100.");
            }

            field = value;
        }
    } = 0.9;

    /// <summary>Gets the standard deviation of the noise at input 1.</summary>
    /// <value>From 0 V to 1 V. Default: 1 mV.</value>
    /// <exception cref="ArgumentOutOfRangeException">The voltage is outside that range.</exception>
    /// <exception cref="UnitException">The value is not a voltage.</exception>
    public Quantity Noise
    {
        get;
        init
        {
            double volts = value.In(V);
            if (!(volts >= 0 && volts <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "The noise is from 0 V to 1 V.");
            }

            field = value;
        }
    } = 1 * mV;

    /// <summary>Gets the time constant Q / (pi f0) with which the device rings.</summary>
    public Quantity DecayTime => QualityFactor / (Math.PI * ResonanceFrequency.In(Hz)) * s;

    /// <summary>Returns the transfer function.</summary>
    /// <param name="frequency">The frequency.</param>
    /// <returns>The complex ratio of input 1 to output 1, without noise; 0 at 0 Hz.</returns>
    /// <exception cref="UnitException"><paramref name="frequency"/> is not a frequency.</exception>
    public Complex ResponseAt(Quantity frequency)
    {
        double ratio = frequency.In(Hz) / ResonanceFrequency.In(Hz);
        return ratio is 0 ? Complex.Zero : Gain / new Complex(1, QualityFactor * (ratio - (1 / ratio)));
    }
}
