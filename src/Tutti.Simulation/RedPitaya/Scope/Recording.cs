using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>A run of samples that the scope has written, or is writing, on one grid of time.</summary>
internal sealed class Recording
{
    private readonly long[] _stored = new long[2];

    /// <summary>Gets the cycle at which it started; sample k belongs to cycle Start + (k + 1) Decimation.</summary>
    public required long Start { get; init; }

    /// <summary>Gets the number of cycles per sample.</summary>
    public required long Decimation { get; init; }

    /// <summary>Gets whether a sample is the mean over its cycles.</summary>
    public required bool IsAveraging { get; init; }

    /// <summary>Gets the signals of both channels.</summary>
    public required DspSlot[] Inputs { get; init; }

    /// <summary>Gets the index in the buffers of sample 0.</summary>
    public required int Pointer { get; init; }

    /// <summary>Gets or sets the number of samples, known when the recording is over.</summary>
    public long Count { get; set; } = long.MaxValue;

    /// <summary>Returns the number of samples written up to a cycle.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <returns>The number.</returns>
    public long CountAt(long cycle) => Math.Min(Count, Math.Max(0, (cycle - Start) / Decimation));

    /// <summary>Returns the cycle of a sample.</summary>
    /// <param name="sample">The number of the sample.</param>
    /// <returns>The cycle.</returns>
    public long CycleOf(long sample) => Start + ((sample + 1) * Decimation);

    /// <summary>Puts the samples of a channel that are not yet there into its buffer.</summary>
    /// <param name="channel">0 or 1.</param>
    /// <param name="history">The signals.</param>
    /// <param name="now">The cycle up to which samples are taken.</param>
    /// <param name="buffer">The buffer of the channel.</param>
    public void Store(int channel, SignalHistory history, long now, Span<short> buffer)
    {
        long count = CountAt(now);
        long first = Math.Max(_stored[channel], count - buffer.Length);
        while (first < count)
        {
            int index = (int)((Pointer + first) % buffer.Length);
            int length = (int)Math.Min(count - first, buffer.Length - index);
            history.Sample(Inputs[channel], CycleOf(first), Decimation, IsAveraging, buffer.Slice(index, length));
            first += length;
        }

        _stored[channel] = count;
    }
}
