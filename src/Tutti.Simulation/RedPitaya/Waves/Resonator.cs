using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>The band-pass resonator H(s) = g (w0/Q) s / (s^2 + (w0/Q) s + w0^2), with times in cycles.</summary>
/// <remarks>
/// At s = j 2 pi f this is g / (1 + j Q (f/f0 - f0/f)). Its two states are the output y and its integral w; neither jumps, whatever the
/// input does, so both are matched where one steady state gives way to the next. What is left over rings with the complex pole.
/// </remarks>
internal sealed class Resonator
{
    private readonly double _damping;
    private readonly double _stiffness;
    private readonly double _gain;

    /// <summary>Initializes a resonator.</summary>
    /// <param name="frequency">The resonance frequency, in turns per cycle.</param>
    /// <param name="qualityFactor">Q, above 1/2.</param>
    /// <param name="gain">The gain at resonance.</param>
    public Resonator(double frequency, double qualityFactor, double gain)
    {
        double omega = 2 * Math.PI * frequency;
        _damping = omega / qualityFactor;
        _stiffness = omega * omega;
        _gain = gain;
        double decay = _damping / 2;
        Pole = new Complex(-decay, Math.Sqrt(_stiffness - (decay * decay)));
        MemoryCycles = (long)Math.Ceiling(50 / decay);
    }

    /// <summary>Gets the pole of the free ringing, per cycle.</summary>
    public Complex Pole { get; }

    /// <summary>Gets the number of cycles after which nothing of the past is left: 50 time constants.</summary>
    public long MemoryCycles { get; }

    /// <summary>Returns the transfer function.</summary>
    /// <param name="rate">The exponent per cycle.</param>
    /// <returns>Output over input.</returns>
    public Complex Response(Complex rate) => rate * IntegralResponse(rate);

    /// <summary>Returns the transfer function to the integral of the output.</summary>
    /// <param name="rate">The exponent per cycle.</param>
    /// <returns>Integral of the output over input.</returns>
    public Complex IntegralResponse(Complex rate) => _gain * _damping / ((rate * (rate + _damping)) + _stiffness);

    /// <summary>Returns the free ringing that starts from given states.</summary>
    /// <param name="output">The output that is to be explained.</param>
    /// <param name="integral">Its integral that is to be explained.</param>
    /// <returns>The tone with Re(A) = output and Re(A / pole) = integral.</returns>
    public Tone Ring(double output, double integral)
    {
        double squared = (Pole.Real * Pole.Real) + (Pole.Imaginary * Pole.Imaginary);
        double imaginary = ((integral * squared) - (output * Pole.Real)) / Pole.Imaginary;
        return new Tone(new Complex(output, imaginary), Pole);
    }
}
