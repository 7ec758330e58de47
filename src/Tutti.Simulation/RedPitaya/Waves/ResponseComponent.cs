using System.Numerics;
using Tutti.Signals;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>A periodic signal of many harmonics that has been through a linear system: again one period of samples.</summary>
internal sealed class ResponseComponent : Component
{
    private const int Length = Waveform.Length;

    private readonly double[] _values;
    private readonly PhaseAccumulator _accumulator;
    private readonly Tone[] _tones;
    private readonly double _peak;
    private double[]? _runningSums;

    /// <summary>Initializes the component.</summary>
    /// <param name="harmonics">The harmonics of the period, as they leave the system.</param>
    /// <param name="tones">The same as tones.</param>
    /// <param name="accumulator">The pointer that runs through the period.</param>
    public ResponseComponent((int Number, Complex Amplitude)[] harmonics, Tone[] tones, PhaseAccumulator accumulator)
    {
        _values = new double[Length + 1];
        _accumulator = accumulator;
        _tones = tones;
        Complex[] spectrum = new Complex[Length];
        foreach ((int number, Complex amplitude) in harmonics)
        {
            spectrum[number] = amplitude;
        }

        Fft.Inverse(spectrum);
        for (int i = 0; i <= Length; i++)
        {
            _values[i] = spectrum[i & (Length - 1)].Real * Length;
            _peak = Math.Max(_peak, Math.Abs(_values[i]));
        }
    }

    private ResponseComponent(ResponseComponent other, PhaseAccumulator accumulator, Tone[] tones)
    {
        _values = other._values;
        _accumulator = accumulator;
        _tones = tones;
        _peak = other._peak;
        _runningSums = other._runningSums;
    }

    private double[] RunningSums => _runningSums ??= MakeRunningSums();

    /// <summary>Returns the same period with another origin.</summary>
    /// <param name="accumulator">The pointer, of the same step, modulus and offset.</param>
    /// <param name="tones">The harmonics with that origin.</param>
    /// <returns>The component.</returns>
    public ResponseComponent From(PhaseAccumulator accumulator, Tone[] tones) => new(this, accumulator, tones);

    /// <inheritdoc/>
    public override void Add(Span<double> sum, long first, long stride)
    {
        double turns = (double)_accumulator.PositionAt(first) / _accumulator.Modulus;
        double step = StepOf(stride);
        for (int i = 0; i < sum.Length; i++)
        {
            double position = Fraction(turns + (i * step)) * Length;
            int index = unchecked((int)position);
            double low = _values[index];
            sum[i] += low + ((position - index) * (_values[index + 1] - low));
        }
    }

    /// <inheritdoc/>
    public override void AddMeans(Span<double> sum, long first, long stride)
    {
        // The mean over cycles first - stride + 1 to first is taken as the integral from half a cycle before to half a cycle after.
        double turns = (double)_accumulator.PositionAt(first) / _accumulator.Modulus;
        double cycle = _accumulator.Frequency;
        double span = cycle * stride;
        double step = StepOf(stride);
        double period = RunningSums[Length];
        for (int i = 0; i < sum.Length; i++)
        {
            double end = Fraction(turns + (i * step)) + (cycle / 2);
            double integral = Integral(end, period) - Integral(end - span, period);
            sum[i] += integral / (span * Length);
        }
    }

    /// <inheritdoc/>
    public override Interval Range(long first, long last) => new(-_peak, _peak);

    /// <inheritdoc/>
    public override void AppendTones(List<Tone> tones) => tones.AddRange(_tones);

    private static double Fraction(double turns) => Math.Min(turns - Math.Floor(turns), 1 - 1e-15);

    private double StepOf(long stride)
    {
        ulong step = (ulong)((UInt128)_accumulator.Step * (ulong)stride % _accumulator.Modulus);
        return (double)step / _accumulator.Modulus;
    }

    private double Integral(double turns, double period)
    {
        double whole = Math.Floor(turns);
        double position = Fraction(turns) * Length;
        int index = unchecked((int)position);
        double part = position - index;
        double low = _values[index];
        return (whole * period) + RunningSums[index] + (part * (low + (part * (_values[index + 1] - low) / 2)));
    }

    private double[] MakeRunningSums()
    {
        double[] sums = new double[Length + 1];
        for (int i = 0; i < Length; i++)
        {
            sums[i + 1] = sums[i] + ((_values[i] + _values[i + 1]) / 2);
        }

        return sums;
    }
}
