using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>A table that is run through slowly, seen behind a resonator: every step from entry to entry makes it ring.</summary>
/// <remarks>
/// A Fourier series of the table ends at its 8192nd harmonic, which for a slow generator is below the resonance; the steps of the
/// converter do not end there. So each entry keeps the ringing with which it begins, in the steady state of the whole period.
/// </remarks>
internal sealed class StaircaseComponent : Component
{
    private readonly Waveform _waveform;
    private readonly PhaseAccumulator _accumulator;
    private readonly Resonator _resonator;
    private readonly Tone[] _tones;
    private readonly Complex[] _rings;
    private readonly double _peak;

    /// <summary>Initializes the component.</summary>
    /// <param name="waveform">The table.</param>
    /// <param name="accumulator">The pointer into it.</param>
    /// <param name="resonator">What it is seen through.</param>
    /// <param name="tones">The harmonics of the table as they leave the resonator.</param>
    public StaircaseComponent(Waveform waveform, PhaseAccumulator accumulator, Resonator resonator, Tone[] tones)
    {
        _waveform = waveform;
        _accumulator = accumulator;
        _resonator = resonator;
        _tones = tones;
        ulong first = accumulator.Offset >> Waveform.FractionBits;
        ulong last = (accumulator.Offset + accumulator.Modulus - 1) >> Waveform.FractionBits;
        _rings = new Complex[last - first + 1];

        // Once from rest gives what a period adds; what it adds to itself for ever is the steady state at its start.
        Complex added = RunPeriod(Complex.Zero);
        Complex decay = Complex.Exp(resonator.Pole * ((double)accumulator.Modulus / accumulator.Step));
        RunPeriod(added / (1 - decay));
        foreach (Complex ring in _rings)
        {
            _peak = Math.Max(_peak, ring.Magnitude);
        }
    }

    private StaircaseComponent(StaircaseComponent other, PhaseAccumulator accumulator, Tone[] tones)
    {
        _waveform = other._waveform;
        _accumulator = accumulator;
        _resonator = other._resonator;
        _tones = tones;
        _rings = other._rings;
        _peak = other._peak;
    }

    private int FirstIndex => (int)(_accumulator.Offset >> Waveform.FractionBits);

    /// <summary>Returns the same period with another origin.</summary>
    /// <param name="accumulator">The pointer, of the same step, modulus and offset.</param>
    /// <param name="tones">The harmonics with that origin.</param>
    /// <returns>The component.</returns>
    public StaircaseComponent From(PhaseAccumulator accumulator, Tone[] tones) => new(this, accumulator, tones);

    /// <inheritdoc/>
    public override void Add(Span<double> sum, long first, long stride)
    {
        ulong step = (ulong)((UInt128)_accumulator.Step * (ulong)stride % _accumulator.Modulus);
        ulong position = _accumulator.PositionAt(first);
        foreach (ref double value in sum)
        {
            value += RingAt(position, out _).Real;
            position = Next(position, step);
        }
    }

    /// <inheritdoc/>
    public override void AddMeans(Span<double> sum, long first, long stride)
    {
        // The integral of the output is one of the two states, so a mean is the difference of two of them; each cycle is taken as what is
        // from half a cycle before to half a cycle after.
        ulong step = (ulong)((UInt128)_accumulator.Step * (ulong)stride % _accumulator.Modulus);
        ulong position = Next(_accumulator.PositionAt(first - stride), _accumulator.Step / 2);
        double before = IntegralAt(position);
        foreach (ref double value in sum)
        {
            position = Next(position, step);
            double after = IntegralAt(position);
            value += (after - before) / stride;
            before = after;
        }
    }

    /// <summary>Returns the two states of the resonator.</summary>
    /// <param name="cycle">The cycle, counted from the origin.</param>
    /// <returns>The output and its integral.</returns>
    public (double Output, double Integral) StateAt(long cycle)
    {
        ulong position = _accumulator.PositionAt(cycle);
        return (RingAt(position, out _).Real, IntegralAt(position));
    }

    /// <inheritdoc/>
    public override Interval Range(long first, long last) => new(-_peak, _peak);

    /// <inheritdoc/>
    public override void AppendTones(List<Tone> tones) => tones.AddRange(_tones);

    private ulong Next(ulong position, ulong step)
    {
        position += step;
        return position >= _accumulator.Modulus ? position - _accumulator.Modulus : position;
    }

    private double IntegralAt(ulong position)
    {
        Complex ring = RingAt(position, out int index);
        return (ring / _resonator.Pole).Real + (CountsOf(index) * _resonator.IntegralResponse(0).Real);
    }

    private Complex RingAt(ulong position, out int index)
    {
        const double Forgotten = -30;
        index = (int)((_accumulator.Offset + position) >> Waveform.FractionBits) - FirstIndex;
        double cycles = (double)(position - StartOf(index)) / _accumulator.Step;
        return _resonator.Pole.Real * cycles < Forgotten ? Complex.Zero : _rings[index] * Complex.Exp(_resonator.Pole * cycles);
    }

    private int CountsOf(int index) => _waveform.Counts[(FirstIndex + index) & (Waveform.Length - 1)];

    private ulong StartOf(int index)
    {
        ulong pointer = (ulong)(FirstIndex + index) << Waveform.FractionBits;
        return pointer > _accumulator.Offset ? pointer - _accumulator.Offset : 0;
    }

    // Fills in the ringing at the start of each entry and returns what is left when the period starts again, its own start left out.
    private Complex RunPeriod(Complex start)
    {
        double perCount = _resonator.IntegralResponse(0).Real;
        Complex perIntegral = _resonator.Ring(0, 1).Amplitude;
        Complex ring = start;
        for (int i = 0; i < _rings.Length; i++)
        {
            _rings[i] = ring;
            bool isLast = i == _rings.Length - 1;
            ulong end = isLast ? _accumulator.Modulus : StartOf(i + 1);
            double cycles = (double)(end - StartOf(i)) / _accumulator.Step;
            int jump = CountsOf(isLast ? 0 : i + 1) - CountsOf(i);
            ring = (ring * Complex.Exp(_resonator.Pole * cycles)) - (perIntegral * (jump * perCount));
        }

        return ring;
    }
}
