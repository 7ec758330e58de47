using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Board;
using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>The registers of the scope.</summary>
internal sealed class ScopeBlock : IRegisterBlock
{
    private const uint BuffersEnd = ScopeRegisters.Channel2Buffer + (ScopeRegisters.BufferLength * Fpga.WordSize);

    private readonly SignalHistory _history;
    private readonly DspBlock _dsp;
    private readonly ScopeMemory _memory;

    /// <summary>Initializes the scope as it is at power-up.</summary>
    /// <param name="history">The signals.</param>
    /// <param name="dsp">The slots that say what the channels look at.</param>
    /// <param name="generators">The generators, which keep where they are at a trigger.</param>
    public ScopeBlock(SignalHistory history, DspBlock dsp, GeneratorBlock generators)
    {
        _history = history;
        _dsp = dsp;
        _memory = new ScopeMemory(history);
        Acquisition = new ScopeAcquisition(history, _memory, generators, [dsp.ScopeInput(0), dsp.ScopeInput(1)]);
    }

    /// <summary>Gets the state machine.</summary>
    public ScopeAcquisition Acquisition { get; }

    /// <summary>Tells whether words are sample memory, all of one channel.</summary>
    /// <param name="offset">The offset of the first word.</param>
    /// <param name="byteCount">The length of the words.</param>
    /// <returns>Whether <see cref="ReadBuffer"/> may read them.</returns>
    public static bool IsBuffer(uint offset, int byteCount) =>
        offset is >= ScopeRegisters.Channel1Buffer and < BuffersEnd
        && offset / ScopeRegisters.Channel1Buffer == (offset + (uint)byteCount - 1) / ScopeRegisters.Channel1Buffer;

    /// <summary>Works out everything up to a cycle, since the signals are about to be forgotten.</summary>
    /// <param name="cycle">The cycle.</param>
    public void Store(long cycle)
    {
        Acquisition.AdvanceTo(cycle);
        _memory.Store(cycle);
    }

    /// <summary>Reads sample memory.</summary>
    /// <param name="offset">The offset of the first word.</param>
    /// <param name="words">Receives the words.</param>
    /// <param name="now">The cycle.</param>
    public void ReadBuffer(uint offset, Span<byte> words, long now)
    {
        Acquisition.AdvanceTo(now);
        uint channel = (offset / ScopeRegisters.Channel1Buffer) - 1;
        _memory.Read((int)channel, (int)(offset % ScopeRegisters.Channel1Buffer / Fpga.WordSize), words, now);
    }

    /// <summary>Takes over what the slots say that the channels look at.</summary>
    /// <param name="now">The cycle.</param>
    public void SelectInputs(long now) => Acquisition.SetInputs(_dsp.ScopeInput(0), _dsp.ScopeInput(1), now);

    /// <inheritdoc/>
    public uint Read(uint offset, long now)
    {
        Acquisition.AdvanceTo(now);
        return offset switch
        {
            ScopeRegisters.Control => Acquisition.Control,
            ScopeRegisters.TriggerSource => (uint)Acquisition.Source,
            ScopeRegisters.Threshold => BusWord.From(Acquisition.Threshold),
            ScopeRegisters.TriggerDelay => (uint)Acquisition.Delay,
            ScopeRegisters.Decimation => Acquisition.Decimation,
            ScopeRegisters.WritePointer => (uint)Acquisition.PointerAt(now),
            ScopeRegisters.TriggerPointer => (uint)Acquisition.TriggerPointer,
            ScopeRegisters.Hysteresis => BusWord.From(Acquisition.Hysteresis),
            ScopeRegisters.Average => Acquisition.IsAveraging ? 1u : 0,
            ScopeRegisters.PreTriggerCount => (uint)Math.Min(Acquisition.CountAt(now), uint.MaxValue),
            ScopeRegisters.TriggerDebounce => (uint)Acquisition.Debounce,
            ScopeRegisters.Channel1Value => BusWord.From(_history.Sample(_dsp.ScopeInput(0), now)),
            ScopeRegisters.Channel2Value => BusWord.From(_history.Sample(_dsp.ScopeInput(1), now)),
            ScopeRegisters.Timestamp => (uint)(now & uint.MaxValue),
            ScopeRegisters.Timestamp + 4 => (uint)(now >> 32),
            ScopeRegisters.TriggerTimestamp => (uint)(Acquisition.TriggerTimestamp & uint.MaxValue),
            ScopeRegisters.TriggerTimestamp + 4 => (uint)(Acquisition.TriggerTimestamp >> 32),
            ScopeRegisters.PreTriggerReady => Acquisition.IsReadyAt(now) ? 1u : 0,
            _ => 0,
        };
    }

    /// <inheritdoc/>
    public bool Write(uint offset, uint value, long now)
    {
        Acquisition.AdvanceTo(now);
        switch (offset)
        {
            case ScopeRegisters.Control:
                Acquisition.WriteControl(value, now);
                break;
            case ScopeRegisters.TriggerSource:
                Acquisition.SetSource((ScopeTriggerSource)(value & 0xF), now);
                break;
            case ScopeRegisters.Threshold:
                Acquisition.SetThreshold(BusWord.ToCounts(value), now);
                break;
            case ScopeRegisters.Hysteresis:
                Acquisition.SetHysteresis(BusWord.ToCounts(value), now);
                break;
            case ScopeRegisters.TriggerDelay:
                Acquisition.Delay = value;
                break;
            case ScopeRegisters.Decimation:
                Acquisition.SetGrid(value & 0x1FFFF, Acquisition.IsAveraging, now);
                break;
            case ScopeRegisters.Average:
                Acquisition.SetGrid(Acquisition.Decimation, (value & 1) != 0, now);
                break;
            case ScopeRegisters.TriggerDebounce:
                Acquisition.Debounce = value & 0xF_FFFF;
                break;
            default:
                break;
        }

        return false;
    }
}
