using System.Buffers;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Board;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Signals;

/// <summary>All signals of the board over the past that anybody still asks for.</summary>
internal sealed class SignalHistory
{
    private const int MostEpochs = 1024;
    private const int ChunkLength = 2048;

    // Rounding must not turn a mean of exactly 100 counts into 99.
    private const double FloorMargin = 1e-6;

    private readonly List<Epoch> _epochs = [];
    private readonly double _noise;
    private readonly ulong _seed;

    /// <summary>Initializes an empty history.</summary>
    /// <param name="noise">The spread of the noise at input 1, in counts.</param>
    /// <param name="seed">The seed of the noise.</param>
    public SignalHistory(double noise, ulong seed)
    {
        _noise = noise;
        _seed = GaussianNoise.Key(seed, long.MaxValue);
    }

    /// <summary>Is raised before the past is forgotten, with the first cycle that stays.</summary>
    public Action<long>? Forgetting { get; set; }

    /// <summary>Gets the cycle at which the history starts.</summary>
    public long Start => _epochs[0].Start;

    /// <summary>Starts a new epoch.</summary>
    /// <param name="cycle">Its first cycle, not before that of the last one.</param>
    /// <param name="settings">The settings from there on.</param>
    public void Begin(long cycle, SignalSettings settings)
    {
        if (_epochs.Count >= MostEpochs)
        {
            int stale = MostEpochs / 2;
            long cutoff = _epochs[stale].Start;
            Forgetting?.Invoke(cutoff);
            _epochs[stale].Components(DspSlot.Input1);
            _epochs.RemoveRange(0, stale);
            _epochs[0].Previous = null;
        }

        _epochs.Add(new Epoch(cycle, settings, _epochs.Count > 0 ? _epochs[^1] : null));
    }

    /// <summary>Returns the epoch of a cycle, or the oldest one if it is forgotten.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <returns>The epoch.</returns>
    public Epoch At(long cycle) => _epochs[IndexOf(cycle)];

    /// <summary>Returns the epochs that follow each other over a span of time.</summary>
    /// <param name="first">The first cycle.</param>
    /// <param name="last">The last cycle.</param>
    /// <returns>The epochs, oldest first.</returns>
    public IEnumerable<Epoch> Between(long first, long last)
    {
        for (int index = IndexOf(first); index < _epochs.Count && _epochs[index].Start <= last; index++)
        {
            yield return _epochs[index];
        }
    }

    /// <summary>Returns the spread of what is random in a signal, sample by sample.</summary>
    /// <param name="slot">The signal.</param>
    /// <param name="cycle">The cycle.</param>
    /// <returns>The spread, in counts, with the rounding of a converter.</returns>
    public double NoiseOf(DspSlot slot, long cycle)
    {
        const double Rounding = 1.0 / 12;
        Epoch epoch = At(cycle);
        return slot switch
        {
            DspSlot.Input1 when epoch.IsInput1Analog => Math.Sqrt((_noise * _noise) + Rounding),
            DspSlot.Input2 when epoch.IsInput1Analog => Math.Sqrt(Rounding),
            _ => 0,
        };
    }

    /// <summary>Samples a signal as the scope does.</summary>
    /// <param name="slot">The signal.</param>
    /// <param name="first">The cycle of the first sample.</param>
    /// <param name="decimation">The number of cycles from one sample to the next.</param>
    /// <param name="isAveraging">Whether a sample is the mean over the cycles since the one before.</param>
    /// <param name="samples">Receives the samples, 14 bits, signed.</param>
    public void Sample(DspSlot slot, long first, long decimation, bool isAveraging, Span<short> samples)
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(ChunkLength);
        try
        {
            int index = IndexOf(first);
            while (samples.Length > 0)
            {
                while (index + 1 < _epochs.Count && _epochs[index].End <= first)
                {
                    index++;
                }

                Epoch epoch = _epochs[index];
                long left = epoch.End == long.MaxValue ? ChunkLength : ((epoch.End - 1 - first) / decimation) + 1;
                int count = (int)Math.Min(Math.Min(left, ChunkLength), samples.Length);
                Span<double> values = buffer.AsSpan(0, count);
                Evaluate(epoch, slot, first, decimation, isAveraging, values);
                Convert(values, isAveraging ? decimation : 1, samples[..count]);
                samples = samples[count..];
                first += count * decimation;
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns one sample of a signal.</summary>
    /// <param name="slot">The signal.</param>
    /// <param name="cycle">The cycle.</param>
    /// <returns>The sample, 14 bits, signed.</returns>
    public short Sample(DspSlot slot, long cycle)
    {
        Span<short> sample = stackalloc short[1];
        Sample(slot, cycle, 1, isAveraging: false, sample);
        return sample[0];
    }

    /// <summary>Returns bounds of the samples of a signal over a span of time.</summary>
    /// <param name="slot">The signal.</param>
    /// <param name="first">The first cycle.</param>
    /// <param name="last">The last cycle.</param>
    /// <returns>The bounds, in counts.</returns>
    public Interval Range(DspSlot slot, long first, long last)
    {
        Interval? range = null;
        for (int index = IndexOf(first); index < _epochs.Count && _epochs[index].Start <= last; index++)
        {
            Epoch epoch = _epochs[index];
            long from = Math.Max(first, epoch.Start) - epoch.Start;
            long to = Math.Min(last, epoch.End - 1) - epoch.Start;
            if (to < from)
            {
                continue;
            }

            Interval sum = new(0, 0);
            foreach (Component component in epoch.Components(slot))
            {
                sum += component.Range(from, to);
            }

            bool isNoisy = slot == DspSlot.Input1 && epoch.IsInput1Analog;
            sum = sum.Widen(1 + (isNoisy ? _noise * GaussianNoise.Bound : 0));
            range = range?.Union(sum) ?? sum;
        }

        return range ?? new Interval(0, 0);
    }

    private static void Convert(ReadOnlySpan<double> values, long terms, Span<short> samples)
    {
        if (terms == 1)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = unchecked((short)(int)Math.Round(Math.Clamp(values[i], -8192, 8191)));
            }

            return;
        }

        // Means are cut off, as a shift of the sum does it; where the sum cannot be shifted, its low 14 bits are what comes.
        bool isPowerOfTwo = long.IsPow2(terms);
        for (int i = 0; i < samples.Length; i++)
        {
            double mean = Math.Clamp(values[i], -8192, 8191);
            int value = isPowerOfTwo ? (int)Math.Floor(mean + FloorMargin) : unchecked((int)(long)Math.Floor((mean * terms) + FloorMargin));
            samples[i] = (short)BusWord.ToCounts(unchecked((uint)value));
        }
    }

    private void Evaluate(Epoch epoch, DspSlot slot, long first, long decimation, bool isAveraging, Span<double> values)
    {
        values.Clear();
        foreach (Component component in epoch.Components(slot))
        {
            if (isAveraging && decimation > 1)
            {
                component.AddMeans(values, first - epoch.Start, decimation);
            }
            else
            {
                component.Add(values, first - epoch.Start, decimation);
            }
        }

        if (slot == DspSlot.Input1 && epoch.IsInput1Analog && _noise > 0)
        {
            double spread = isAveraging ? _noise / Math.Sqrt(decimation) : _noise;
            ulong seed = isAveraging ? unchecked(_seed + (ulong)decimation) : _seed;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += spread * GaussianNoise.Draw(GaussianNoise.Key(seed, first + (i * decimation)));
            }
        }
    }

    private int IndexOf(long cycle)
    {
        int low = 0;
        int high = _epochs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_epochs[middle].Start <= cycle)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
