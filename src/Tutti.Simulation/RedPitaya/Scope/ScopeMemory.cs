using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Board;
using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>The two sample buffers, filled from the recordings only when somebody reads them.</summary>
internal sealed class ScopeMemory
{
    private const int MostRecordings = 8;
    private const int Length = ScopeRegisters.BufferLength;

    private readonly SignalHistory _history;
    private readonly short[][] _buffers = [new short[Length], new short[Length]];
    private readonly List<Recording> _recordings = [];

    /// <summary>Initializes buffers that are all zero.</summary>
    /// <param name="history">The signals.</param>
    public ScopeMemory(SignalHistory history)
    {
        _history = history;
    }

    /// <summary>Adds a recording, behind which older ones disappear sample by sample.</summary>
    /// <param name="recording">The recording.</param>
    public void Add(Recording recording)
    {
        long newer = 0;
        int index = _recordings.Count - 1;
        for (; index >= 0 && newer < Length; index--)
        {
            newer += _recordings[index].Count;
        }

        _recordings.RemoveRange(0, index + 1);
        if (_recordings.Count >= MostRecordings)
        {
            for (int channel = 0; channel < _buffers.Length; channel++)
            {
                _recordings[0].Store(channel, _history, long.MaxValue, _buffers[channel]);
            }

            _recordings.RemoveAt(0);
        }

        _recordings.Add(recording);
    }

    /// <summary>Fills the buffers up to a cycle.</summary>
    /// <param name="now">The cycle.</param>
    public void Store(long now)
    {
        Store(0, now);
        Store(1, now);
    }

    /// <summary>Reads samples as the bus shows them: 14 bits in each word, little-endian.</summary>
    /// <param name="channel">0 or 1.</param>
    /// <param name="index">The first sample.</param>
    /// <param name="words">Receives the words.</param>
    /// <param name="now">The cycle.</param>
    public void Read(int channel, int index, Span<byte> words, long now)
    {
        Store(channel, now);
        ReadOnlySpan<short> samples = _buffers[channel].AsSpan(index, words.Length / sizeof(uint));
        Span<uint> numbers = MemoryMarshal.Cast<byte, uint>(words);
        for (int i = 0; i < samples.Length && i < numbers.Length; i++)
        {
            numbers[i] = BusWord.From(samples[i]);
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
    }

    private void Store(int channel, long now)
    {
        foreach (Recording recording in _recordings)
        {
            recording.Store(channel, _history, now, _buffers[channel]);
        }
    }
}
