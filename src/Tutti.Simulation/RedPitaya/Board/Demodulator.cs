using System.Numerics;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Signals;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The part of an IQ module that filters the demodulated signal and sums it for the network analyzer, in closed form.</summary>
/// <remarks>
/// Everything here is a sum of exponentials: the steady parts through the filters' transfer functions, what the filters still remember
/// through powers of their transition matrix. So a second of signal costs as much as a microsecond. Noise is drawn once for each sum,
/// with the spread that a sum over so many noisy cycles has behind these filters.
/// </remarks>
internal sealed class Demodulator
{
    // Quadratures have 24 bits: 2^23 where the product of signal and sine is 1 V, which is 8192 counts.
    private const double QuadraturePerCount = 1024;

    private readonly int _index;
    private readonly SignalHistory _history;
    private readonly ulong _seed;
    private readonly Complex[] _states = new Complex[FilterChain.MaximumStages];
    private FilterChain? _filter;
    private long _position;
    private long _start;
    private long _sumStart;
    private long _sumEnd;
    private Complex _sum;
    private double _noise;
    private (FilterChain Filter, long Cycles, double Factor)? _noiseFactor;

    /// <summary>Initializes a demodulator that has summed nothing.</summary>
    /// <param name="index">The number of the module, 0 to 2.</param>
    /// <param name="history">The signals.</param>
    /// <param name="seed">The seed of its noise.</param>
    public Demodulator(int index, SignalHistory history, ulong seed)
    {
        _index = index;
        _history = history;
        _seed = seed;
    }

    /// <summary>Starts a measurement.</summary>
    /// <param name="now">The cycle.</param>
    /// <param name="sleep">The number of cycles before the summing.</param>
    /// <param name="count">The number of cycles to sum.</param>
    /// <param name="settings">The settings of the module.</param>
    public void Start(long now, long sleep, long count, IqSettings settings)
    {
        AdvanceTo(now, settings);
        _start = now;
        _sumStart = now + sleep;
        _sumEnd = _sumStart + count;
        _sum = Complex.Zero;
        _noise = settings.IsRunning ? _history.NoiseOf(settings.Input, now) : 0;
    }

    /// <summary>Returns the sums as they are.</summary>
    /// <param name="now">The cycle.</param>
    /// <param name="settings">The settings of the module.</param>
    /// <returns>The sums; busy until all cycles are summed.</returns>
    public IqSums Sums(long now, IqSettings settings)
    {
        AdvanceTo(now, settings);
        long done = Math.Clamp(now - _sumStart, 0, _sumEnd - _sumStart);
        Complex noise = Complex.Zero;
        if (_noise > 0 && done > 0)
        {
            double spread = _noise * Math.Sqrt(done * NoiseFactor(settings.QuadratureFilter, done) / 2);
            ulong key = GaussianNoise.Key(_seed, _start);
            noise = spread * new Complex(GaussianNoise.Draw(GaussianNoise.Key(key, 0)), GaussianNoise.Draw(GaussianNoise.Key(key, 1)));
        }

        Complex sum = (_sum + noise) * QuadraturePerCount;
        return new IqSums((long)Math.Round(sum.Real), (long)Math.Round(sum.Imaginary), now < _sumEnd);
    }

    /// <summary>Works out filters and sums up to a cycle.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="settings">The settings of the module since the last call.</param>
    public void AdvanceTo(long cycle, IqSettings settings)
    {
        if (_filter is null || !ReferenceEquals(_filter, settings.QuadratureFilter))
        {
            _filter = settings.QuadratureFilter;
        }

        bool isSumming = _position < _sumEnd;
        long start = isSumming ? Math.Min(_sumStart, cycle) : cycle;
        long needed = Math.Max(start - _filter.MemoryCycles, _history.Start);
        if (needed > _position)
        {
            Array.Clear(_states);
            _position = needed;
        }

        while (_position < cycle)
        {
            Epoch epoch = _history.At(_position);
            long end = Math.Min(cycle, epoch.End);
            end = Before(end, _sumStart);
            end = Before(end, _sumEnd);
            Complex sum = Run(epoch, _position - epoch.Start, end - _position);
            if (_position >= _sumStart && _position < _sumEnd)
            {
                _sum += sum;
            }

            _position = end;
        }
    }

    // How much less noise there is in a sum behind the filters than in one without them: white noise seen through the window's response.
    private double NoiseFactor(FilterChain filter, long cycles)
    {
        if (_noiseFactor is { } known && ReferenceEquals(known.Filter, filter) && known.Cycles == cycles)
        {
            return known.Factor;
        }

        const int Steps = 1500;
        const double Last = 15;
        double total = 0;
        double passed = 0;
        for (int i = 0; i < Steps; i++)
        {
            double u = (i + 0.5) * Last / Steps;
            double window = Math.Sin(Math.PI * u) / (Math.PI * u);
            window *= window;
            total += window;
            double gain = filter.Response(new Complex(0, 2 * Math.PI * u / cycles)).Magnitude;
            passed += window * gain * gain;
        }

        double factor = passed / total;
        _noiseFactor = (filter, cycles, factor);
        return factor;
    }

    private long Before(long end, long boundary) => boundary > _position && boundary < end ? boundary : end;

    private Complex Run(Epoch epoch, long first, long count)
    {
        FilterChain filter = _filter!;
        Span<Complex> steadyBefore = stackalloc Complex[FilterChain.MaximumStages];
        Span<Complex> steadyAfter = stackalloc Complex[FilterChain.MaximumStages];
        steadyBefore.Clear();
        steadyAfter.Clear();
        Complex sum = Complex.Zero;
        foreach (Tone tone in epoch.Demodulated(_index))
        {
            Complex output = filter.AddSteadyStates(tone.Rate, tone.PhasorAt(first - 1), steadyBefore);
            filter.AddSteadyStates(tone.Rate, tone.PhasorAt(first + count - 1), steadyAfter);
            sum += output * Complex.Exp(tone.Rate) * GeometricSeries.Sum(tone.Rate, count);
        }

        for (int stage = 0; stage < FilterChain.MaximumStages; stage++)
        {
            _states[stage] -= steadyBefore[stage];
        }

        sum += filter.Decay(_states, count);
        for (int stage = 0; stage < FilterChain.MaximumStages; stage++)
        {
            _states[stage] += steadyAfter[stage];
        }

        return sum;
    }
}
