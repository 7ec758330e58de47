using System.Numerics;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>A generator that runs through its table, or stands on one entry of it.</summary>
internal sealed class TableComponent : Component
{
    private const long ShortMean = 16;

    private readonly Waveform _waveform;
    private readonly PhaseAccumulator _accumulator;

    /// <summary>Initializes the component.</summary>
    /// <param name="waveform">The table.</param>
    /// <param name="accumulator">The pointer into it.</param>
    public TableComponent(Waveform waveform, PhaseAccumulator accumulator)
    {
        _waveform = waveform;
        _accumulator = accumulator;
    }

    /// <inheritdoc/>
    public override void Add(Span<double> sum, long first, long stride)
    {
        ReadOnlySpan<short> counts = _waveform.Counts;
        ulong modulus = _accumulator.Modulus;
        ulong offset = _accumulator.Offset;
        ulong position = _accumulator.PositionAt(first);
        ulong step = (ulong)((UInt128)_accumulator.Step * (ulong)stride % modulus);
        foreach (ref double value in sum)
        {
            value += counts[(int)((offset + position) >> Waveform.FractionBits) & (Waveform.Length - 1)];
            position += step;
            if (position >= modulus)
            {
                position -= modulus;
            }
        }
    }

    /// <inheritdoc/>
    public override void AddMeans(Span<double> sum, long first, long stride)
    {
        if (stride <= ShortMean || _accumulator.Step == 0)
        {
            AddExactMeans(sum, first, stride);
            return;
        }

        // Cycles first - stride + 1 to first, each as wide as a step: an integral over the table instead of a sum of up to 65,536 entries.
        ulong modulus = _accumulator.Modulus;
        ulong offset = _accumulator.Offset;
        UInt128 advance = (UInt128)_accumulator.Step * (ulong)stride;
        double turns = (double)(ulong)(advance / modulus);
        ulong step = (ulong)(advance % modulus);
        double origin = _waveform.Integral(offset);
        double period = _waveform.Integral(offset + modulus) - origin;
        double scale = 1.0 / (double)advance;
        ulong position = _accumulator.PositionAt(first - stride);
        double before = _waveform.Integral(offset + position);
        foreach (ref double value in sum)
        {
            position += step;
            double lap = 0;
            if (position >= modulus)
            {
                position -= modulus;
                lap = period;
            }

            double after = _waveform.Integral(offset + position);
            value += (after - before + lap + (turns * period)) * scale;
            before = after;
        }
    }

    /// <inheritdoc/>
    public override Interval Range(long first, long last)
    {
        ulong modulus = _accumulator.Modulus;
        ulong offset = _accumulator.Offset;
        Int128 advance = (Int128)_accumulator.Step * (last - first);
        if (advance >= modulus)
        {
            return _waveform.Range(offset, offset + modulus - 1);
        }

        ulong from = _accumulator.PositionAt(first);
        ulong to = from + (ulong)advance;
        return to < modulus
            ? _waveform.Range(offset + from, offset + to)
            : _waveform.Range(offset + from, offset + modulus - 1).Union(_waveform.Range(offset, offset + to - modulus));
    }

    /// <inheritdoc/>
    public override void AppendTones(List<Tone> tones)
    {
        if (_accumulator.Step == 0)
        {
            int index = (int)(_accumulator.PointerAt(0) >> Waveform.FractionBits) & (Waveform.Length - 1);
            tones.Add(new Tone(_waveform.Counts[index], Complex.Zero));
            return;
        }

        foreach ((int number, Complex amplitude) in _waveform.Harmonics(_accumulator))
        {
            tones.Add(ToneOf(_accumulator, number, amplitude));
        }
    }

    /// <summary>Sends the period through a resonator.</summary>
    /// <param name="resonator">The resonator.</param>
    /// <param name="responses">The tones of this component as they leave it.</param>
    /// <returns>What comes out in the steady state.</returns>
    public Component Through(Resonator resonator, Tone[] responses)
    {
        PhaseAccumulator period = _accumulator with { Start = 0 };
        switch (_waveform.FindResponse(period))
        {
            case ResponseComponent known:
                return known.From(_accumulator, responses);
            case StaircaseComponent known:
                return known.From(_accumulator, responses);
            default:
                Component made = MakeResponse(resonator, responses);
                _waveform.KeepResponse(period, made);
                return made;
        }
    }

    // The tone that is a harmonic of a table, folded to below half the clock frequency as sampling folds it.
    private static Tone ToneOf(PhaseAccumulator accumulator, int number, Complex amplitude)
    {
        ulong modulus = accumulator.Modulus;
        double phase = (double)(ulong)((UInt128)accumulator.Start * (uint)number % modulus) / modulus;
        double turns = (double)(ulong)((UInt128)accumulator.Step * (uint)number % modulus) / modulus;
        double folded = turns > 0.5 ? turns - 1 : turns;
        return new Tone(amplitude * Complex.FromPolarCoordinates(1, 2 * Math.PI * phase), new Complex(0, 2 * Math.PI * folded));
    }

    private Component MakeResponse(Resonator resonator, Tone[] responses)
    {
        if (_accumulator.Step <= 1ul << Waveform.FractionBits)
        {
            return new StaircaseComponent(_waveform, _accumulator, resonator, responses);
        }

        (int Number, Complex Amplitude)[] harmonics = [.. _waveform.Harmonics(_accumulator)];
        foreach (ref (int Number, Complex Amplitude) harmonic in harmonics.AsSpan())
        {
            harmonic.Amplitude *= resonator.Response(ToneOf(_accumulator, harmonic.Number, Complex.One).Rate);
        }

        return new ResponseComponent(harmonics, responses, _accumulator);
    }

    private void AddExactMeans(Span<double> sum, long first, long stride)
    {
        ReadOnlySpan<short> counts = _waveform.Counts;
        ulong modulus = _accumulator.Modulus;
        ulong offset = _accumulator.Offset;
        ulong position = _accumulator.PositionAt(first - stride + 1);
        int terms = _accumulator.Step == 0 ? 1 : (int)stride;
        double scale = 1.0 / terms;
        foreach (ref double value in sum)
        {
            int total = 0;
            for (int i = 0; i < terms; i++)
            {
                total += counts[(int)((offset + position) >> Waveform.FractionBits) & (Waveform.Length - 1)];
                position += _accumulator.Step;
                if (position >= modulus)
                {
                    position -= modulus;
                }
            }

            value += total * scale;
        }
    }
}
