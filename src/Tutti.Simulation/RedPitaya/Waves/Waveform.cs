using System.Numerics;
using Tutti.RedPitaya.Registers;
using Tutti.Signals;

namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>The table of a generator, scaled as the hardware scales it.</summary>
/// <remarks>Its spectrum, running sums and bounds are made when somebody asks for them.</remarks>
internal sealed class Waveform
{
    /// <summary>The number of entries.</summary>
    public const int Length = GeneratorRegisters.TableLength;

    /// <summary>The number of pointer bits below the table index.</summary>
    public const int FractionBits = 16;

    private const int BlockLength = 128;
    private const int BlockCount = Length / BlockLength;
    private const double NegligibleCounts = 0.02;
    private const int MostHarmonics = 2000;

    private readonly short[] _counts = new short[Length];
    private readonly int _amplitude;
    private readonly int _offset;
    private readonly Dictionary<(ulong Modulus, ulong Offset), (int Number, Complex Amplitude)[]> _harmonics = [];

    private (PhaseAccumulator Period, Component? Component) _response;
    private bool _isScaled;

    /// <summary>Initializes the waveform.</summary>
    /// <param name="table">The table, signed, [16384].</param>
    /// <param name="amplitude">The amplitude register, unsigned.</param>
    /// <param name="offset">The offset register, signed.</param>
    /// <param name="isZero">Whether the output is switched to zero.</param>
    public Waveform(ReadOnlySpan<short> table, int amplitude, int offset, bool isZero)
    {
        _amplitude = amplitude;
        _offset = offset;
        if (isZero)
        {
            _isScaled = true;
            return;
        }

        table.CopyTo(_counts);
    }

    /// <summary>Gets the entries, in counts.</summary>
    public ReadOnlySpan<short> Counts
    {
        get
        {
            // Not before: a generator that is being set up changes many times before anybody looks.
            if (!_isScaled)
            {
                Scale();
            }

            return _counts;
        }
    }

    private double[] RunningSums => field ??= MakeRunningSums();

    private Interval[] Blocks => field ??= MakeBlocks();

    /// <summary>Returns the integral of the entries from the start of the table, as a function of the pointer.</summary>
    /// <param name="pointer">The pointer.</param>
    /// <returns>The integral, in counts times pointer units.</returns>
    public double Integral(ulong pointer)
    {
        int index = (int)(pointer >> FractionBits);
        double whole = RunningSums[index] * (1 << FractionBits);
        return index == Length ? whole : whole + (Counts[index] * (double)(pointer & ((1 << FractionBits) - 1)));
    }

    /// <summary>Returns the bounds of the entries between two pointers.</summary>
    /// <param name="first">The first pointer.</param>
    /// <param name="last">The last pointer, not below the first.</param>
    /// <returns>The bounds, in counts.</returns>
    public Interval Range(ulong first, ulong last)
    {
        int from = (int)(first >> FractionBits);
        int to = Math.Min((int)(last >> FractionBits), Length - 1);
        if (to - from <= BlockLength)
        {
            return RangeOf(Counts.Slice(from, to - from + 1));
        }

        Interval range = Blocks[from / BlockLength];
        for (int block = (from / BlockLength) + 1; block <= to / BlockLength; block++)
        {
            range = range.Union(Blocks[block]);
        }

        return range;
    }

    /// <summary>Returns the Fourier series of a period.</summary>
    /// <param name="accumulator">How the table is run through.</param>
    /// <returns>The harmonics worth having; harmonic k adds Re(Amplitude exp(2 pi j k u)) at the fraction u of the period.</returns>
    public (int Number, Complex Amplitude)[] Harmonics(PhaseAccumulator accumulator)
    {
        (ulong, ulong) key = (accumulator.Modulus, accumulator.Offset);
        if (!_harmonics.TryGetValue(key, out (int, Complex)[]? harmonics))
        {
            harmonics = MakeHarmonics(accumulator);
            _harmonics.Add(key, harmonics);
        }

        return harmonics;
    }

    /// <summary>Returns what was kept last for the same way through the table, since it costs a transform to make.</summary>
    /// <param name="period">How the table is run through, from its start.</param>
    /// <returns>What was kept, or <see langword="null"/>.</returns>
    public Component? FindResponse(PhaseAccumulator period) => _response.Period == period ? _response.Component : null;

    /// <summary>Keeps what a device makes of the table.</summary>
    /// <param name="period">How the table is run through, from its start.</param>
    /// <param name="component">What comes out.</param>
    public void KeepResponse(PhaseAccumulator period, Component component) => _response = (period, component);

    private static Interval RangeOf(ReadOnlySpan<short> counts)
    {
        short low = short.MaxValue;
        short high = short.MinValue;
        foreach (short value in counts)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return new Interval(low, high);
    }

    private void Scale()
    {
        foreach (ref short value in _counts.AsSpan())
        {
            int scaled = ((value * _amplitude) >> 13) + _offset;
            value = unchecked((short)Math.Clamp(scaled, -8192, 8191));
        }

        _isScaled = true;
    }

    private (int Number, Complex Amplitude)[] MakeHarmonics(PhaseAccumulator accumulator)
    {
        double[] period = new double[Length];
        for (int i = 0; i < Length; i++)
        {
            ulong pointer = accumulator.Offset + (ulong)((UInt128)accumulator.Modulus * (uint)i / Length);
            period[i] = Counts[(int)(pointer >> FractionBits) & (Length - 1)];
        }

        Complex[] spectrum = new Complex[(Length / 2) + 1];
        Fft.ForwardReal(period, spectrum);
        List<(int Number, Complex Amplitude)> harmonics = [];
        for (int k = 0; k < spectrum.Length; k++)
        {
            Complex amplitude = spectrum[k] * ((k is 0 or Length / 2 ? 1.0 : 2.0) / Length);
            if (amplitude.Magnitude > NegligibleCounts)
            {
                harmonics.Add((k, amplitude));
            }
        }

        if (harmonics.Count > MostHarmonics)
        {
            harmonics.Sort(static (a, b) => b.Amplitude.Magnitude.CompareTo(a.Amplitude.Magnitude));
            harmonics.RemoveRange(MostHarmonics, harmonics.Count - MostHarmonics);
        }

        return [.. harmonics];
    }

    private double[] MakeRunningSums()
    {
        double[] sums = new double[Length + 1];
        for (int i = 0; i < Length; i++)
        {
            sums[i + 1] = sums[i] + Counts[i];
        }

        return sums;
    }

    private Interval[] MakeBlocks()
    {
        var blocks = new Interval[BlockCount];
        for (int block = 0; block < BlockCount; block++)
        {
            blocks[block] = RangeOf(Counts.Slice(block * BlockLength, BlockLength));
        }

        return blocks;
    }
}
