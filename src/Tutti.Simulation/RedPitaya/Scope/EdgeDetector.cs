using Tutti.Simulation.RedPitaya.Signals;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>Looks for the sample at which a signal crosses a threshold, with hysteresis, without looking at every sample.</summary>
/// <remarks>
/// Where bounds of the signal exclude a crossing, blocks of growing length are skipped. A search that would have to look at more than
/// <see cref="MostSamples"/> samples one by one, such as for a threshold far out in the noise, skips ahead instead of falling behind
/// the time.
/// </remarks>
internal sealed class EdgeDetector
{
    private const int BlockLength = 512;
    private const long LongestBlock = 1 << 24;
    private const int MostSamples = 1 << 20;
    private const int LookBack = 4096;

    private readonly SignalHistory _history;
    private readonly short[] _samples = new short[BlockLength];
    private bool _isReached;

    /// <summary>Initializes a detector.</summary>
    /// <param name="history">The signals.</param>
    public EdgeDetector(SignalHistory history)
    {
        _history = history;
    }

    /// <summary>Gets or sets whether a rising edge is looked for.</summary>
    public bool IsRising { get; set; }

    /// <summary>Gets or sets the threshold, in counts.</summary>
    public int Threshold { get; set; }

    /// <summary>Gets or sets how far beyond the threshold the signal must have been before, in counts.</summary>
    public int Hysteresis { get; set; }

    /// <summary>Works out from the past on which side of the threshold the signal last was.</summary>
    /// <param name="recording">The grid of time.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="before">The number of the sample at which the search will start.</param>
    public void Prepare(Recording recording, int channel, long before)
    {
        _isReached = false;
        long oldest = Math.Max(before - LookBack, -(recording.Start / recording.Decimation));
        for (long end = before; end > oldest; end -= BlockLength)
        {
            long first = Math.Max(oldest, end - BlockLength);
            Span<short> block = Sample(recording, channel, first, (int)(end - first));
            for (int i = block.Length - 1; i >= 0; i--)
            {
                if (HasReached(block[i]) || IsBeyond(block[i]))
                {
                    _isReached = HasReached(block[i]);
                    return;
                }
            }
        }
    }

    /// <summary>Looks for the crossing.</summary>
    /// <param name="recording">The grid of time.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="first">The first sample to look at.</param>
    /// <param name="end">The sample to stop before.</param>
    /// <returns>The sample of the crossing, or -1.</returns>
    public long Find(Recording recording, int channel, long first, long end)
    {
        long length = BlockLength;
        int looked = 0;
        while (first < end)
        {
            long count = Math.Min(length, end - first);
            if (TrySkip(recording, channel, first, count))
            {
                first += count;
                length = Math.Min(length * 2, LongestBlock);
                continue;
            }

            if (length > BlockLength)
            {
                length = Math.Max(BlockLength, length / 4);
                continue;
            }

            Span<short> block = Sample(recording, channel, first, (int)count);
            int found = FindIn(block);
            if (found >= 0)
            {
                return first + found;
            }

            first += count;
            looked += block.Length;
            if (looked > MostSamples)
            {
                first = Math.Max(first, end - BlockLength);
            }
        }

        return -1;
    }

    private bool HasReached(int value) => IsRising ? value >= Threshold : value <= Threshold;

    private bool IsBeyond(int value) => IsRising ? value < Threshold - Hysteresis : value > Threshold + Hysteresis;

    private int FindIn(ReadOnlySpan<short> block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            if (HasReached(block[i]))
            {
                if (!_isReached)
                {
                    _isReached = true;
                    return i;
                }
            }
            else if (IsBeyond(block[i]))
            {
                _isReached = false;
            }
        }

        return -1;
    }

    private bool TrySkip(Recording recording, int channel, long first, long count)
    {
        if (recording.IsAveraging && !long.IsPow2(recording.Decimation))
        {
            // The low bits of sums: anything can come out.
            return false;
        }

        long from = Math.Max(0, recording.CycleOf(first) - recording.Decimation + 1);
        Interval range = _history.Range(recording.Inputs[channel], from, recording.CycleOf(first + count - 1));
        (double towards, double away) = IsRising ? (range.High, range.Low) : (-range.Low, -range.High);
        int threshold = IsRising ? Threshold : -Threshold;
        if (!_isReached)
        {
            return towards < threshold;
        }

        if (towards < threshold - Hysteresis)
        {
            _isReached = false;
            return true;
        }

        return away >= threshold - Hysteresis;
    }

    private Span<short> Sample(Recording recording, int channel, long first, int count)
    {
        Span<short> block = _samples.AsSpan(0, count);
        _history.Sample(recording.Inputs[channel], recording.CycleOf(first), recording.Decimation, recording.IsAveraging, block);
        return block;
    }
}
