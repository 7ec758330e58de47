using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Signals;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>One channel of the generators: its registers, its table and the state machine that runs through it.</summary>
/// <remarks>
/// The pointer is kept in closed form; what happens by itself, the end of a burst and the start of the next, is known in advance as
/// <see cref="NextEvent"/>.
/// </remarks>
internal sealed class GeneratorChannel
{
    private const long CyclesPerMicrosecond = 125;

    private readonly short[] _table = new short[GeneratorRegisters.TableLength];
    private uint _control;
    private uint _scale = 0x2000;
    private uint _counterWrap = GeneratorRegisters.FullTable;
    private uint _startPhase;
    private uint _step;
    private uint _burstPeriods;
    private uint _burstCount;
    private uint _burstDelay;
    private Waveform? _waveform;
    private PhaseAccumulator _accumulator = new(0, 0, 1ul << GeneratorRegisters.PhaseBits, 0);
    private long _origin;
    private bool _isMoving;
    private long _periodsLeft;
    private uint _burstsLeft;
    private long _endCycle = long.MaxValue;
    private long _resumeCycle = long.MaxValue;
    private bool _hasStarted;

    /// <summary>Gets the cycle at which the channel next changes by itself, or <see cref="long.MaxValue"/>.</summary>
    public long NextEvent => Math.Min(_endCycle, _resumeCycle);

    /// <summary>Gets the 16 control bits as they read back.</summary>
    public uint Control => _control;

    private GeneratorTriggerSource TriggerSource => (GeneratorTriggerSource)(_control & 0x7);

    /// <summary>Takes the 16 control bits; a source "immediately" fires.</summary>
    /// <param name="value">The bits.</param>
    /// <param name="isPinHigh">Whether the external trigger is high.</param>
    /// <param name="now">The cycle.</param>
    public void WriteControl(uint value, bool isPinHigh, long now)
    {
        _control = value & 0x1FF7;
        _waveform = null;
        Rebase(now);
        if ((_control & GeneratorRegisters.ResetBit) != 0)
        {
            Stand(_startPhase, now);
            _burstsLeft = 0;
            _resumeCycle = long.MaxValue;
        }

        bool fires = (value & 0x1) != 0 && TriggerSource == GeneratorTriggerSource.Immediately;
        bool isHigh = TriggerSource == GeneratorTriggerSource.High || (TriggerSource == GeneratorTriggerSource.ExternalRaw && isPinHigh);
        if (fires || isHigh)
        {
            Trigger(now);
        }
    }

    /// <summary>Takes an edge of the external trigger.</summary>
    /// <param name="isRising">Whether it went high.</param>
    /// <param name="now">The cycle.</param>
    public void OnExternalEdge(bool isRising, long now)
    {
        if (TriggerSource == (isRising ? GeneratorTriggerSource.ExternalPositiveEdge : GeneratorTriggerSource.ExternalNegativeEdge)
            || (isRising && TriggerSource == GeneratorTriggerSource.ExternalRaw))
        {
            Trigger(now);
        }
    }

    /// <summary>Reads a register.</summary>
    /// <param name="offset">The offset as of the first channel.</param>
    /// <returns>The word.</returns>
    public uint Read(uint offset) => offset switch
    {
        GeneratorRegisters.Scale => _scale,
        GeneratorRegisters.CounterWrap => _counterWrap,
        GeneratorRegisters.StartPhase => _startPhase,
        GeneratorRegisters.Step => _step,
        GeneratorRegisters.BurstPeriods => _burstPeriods,
        GeneratorRegisters.BurstCount => _burstCount,
        GeneratorRegisters.BurstDelay => _burstDelay,
        _ => 0,
    };

    /// <summary>Writes a register.</summary>
    /// <param name="offset">The offset as of the first channel.</param>
    /// <param name="value">The word.</param>
    /// <param name="now">The cycle.</param>
    public void Write(uint offset, uint value, long now)
    {
        switch (offset)
        {
            case GeneratorRegisters.Scale:
                _scale = value & 0x3FFF_3FFF;
                _waveform = null;
                break;
            case GeneratorRegisters.CounterWrap:
                _counterWrap = value & GeneratorRegisters.FullTable;
                Rebase(now);
                break;
            case GeneratorRegisters.StartPhase:
                _startPhase = value & GeneratorRegisters.FullTable;
                Rebase(now);
                break;
            case GeneratorRegisters.Step:
                _step = value & GeneratorRegisters.FullTable;
                Rebase(now);
                break;
            case GeneratorRegisters.BurstPeriods:
                _burstPeriods = value;
                break;
            case GeneratorRegisters.BurstCount:
                _burstCount = value & 0xFFFF;
                break;
            case GeneratorRegisters.BurstDelay:
                _burstDelay = value;
                break;
            default:
                break;
        }
    }

    /// <summary>Writes one entry of the table.</summary>
    /// <param name="index">The entry.</param>
    /// <param name="value">The word; its low 14 bits count.</param>
    public void WriteTable(int index, uint value)
    {
        _table[index] = (short)BusWord.ToCounts(value);
        _waveform = null;
    }

    /// <summary>Lets happen what is due at <see cref="NextEvent"/>.</summary>
    public void RunEvent()
    {
        if (_endCycle <= _resumeCycle)
        {
            long end = _endCycle;
            Stand((uint)_accumulator.PointerAt(end - _origin), end);
            if (_burstsLeft > 0)
            {
                _resumeCycle = end + Math.Max(1, _burstDelay * CyclesPerMicrosecond);
            }

            return;
        }

        long start = _resumeCycle;
        _resumeCycle = long.MaxValue;
        _burstsLeft--;
        Start(start);
    }

    /// <summary>Returns what the channel puts out from now on.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>The output.</returns>
    public GeneratorOutput TakeOutput(long now)
    {
        bool isZero = (_control & GeneratorRegisters.ZeroBit) != 0;
        _waveform ??= new Waveform(_table, (int)(_scale & 0x3FFF), BusWord.ToCounts(_scale >> 16), isZero);
        bool hasStarted = _hasStarted;
        _hasStarted = false;
        bool isRandom = (_control & GeneratorRegisters.RandomPhaseBit) != 0;
        return new GeneratorOutput(_waveform, _accumulator.From(now - _origin), isRandom, hasStarted);
    }

    private void Trigger(long now)
    {
        _hasStarted = true;
        bool isHeld = (_control & GeneratorRegisters.ResetBit) != 0;
        if (isHeld || _burstsLeft > 0)
        {
            return;
        }

        _burstsLeft = _burstCount > 0 ? _burstCount - 1 : 0;
        if (_isMoving)
        {
            _periodsLeft = _burstPeriods;
            Rebase(now);
            return;
        }

        Start(now);
    }

    private void Start(long cycle)
    {
        _isMoving = true;
        _hasStarted = true;
        _periodsLeft = _burstPeriods;
        Run(_startPhase, cycle);
    }

    private void Stand(uint pointer, long cycle)
    {
        _isMoving = false;
        _endCycle = long.MaxValue;
        _origin = cycle;
        _accumulator = new PhaseAccumulator(pointer, 0, 1ul << GeneratorRegisters.PhaseBits, 0);
    }

    // Puts the origin to now; with other settings the pointer goes on from where it is.
    private void Rebase(long now)
    {
        uint pointer = (uint)_accumulator.PointerAt(now - _origin);
        if (!_isMoving)
        {
            _origin = now;
            return;
        }

        if (_periodsLeft > 0)
        {
            Int128 travelled = (Int128)_accumulator.Start + ((Int128)_accumulator.Step * (now - _origin));
            _periodsLeft = Math.Max(1, _periodsLeft - (long)(travelled / _accumulator.Modulus));
        }

        Run(pointer, now);
    }

    private void Run(uint pointer, long cycle)
    {
        _origin = cycle;
        ulong size = _counterWrap + 1ul;
        ulong offset = _startPhase % size;
        ulong position = pointer % size;
        bool isWrapping = (_control & GeneratorRegisters.WrapBit) != 0 || _step == 0;
        if (isWrapping)
        {
            _accumulator = new PhaseAccumulator(position, _step % size, size, 0);
        }
        else
        {
            // A period is a whole number of steps; the first one began before, at a step that fits its end.
            ulong modulus = ((size - offset + _step - 1) / _step) * _step;
            ulong rest = ((size - position + _step - 1) / _step) * _step % modulus;
            _accumulator = new PhaseAccumulator((modulus - rest) % modulus, _step, modulus, offset);
        }

        _endCycle = long.MaxValue;
        if (_periodsLeft > 0 && _accumulator.Step > 0)
        {
            Int128 distance = ((Int128)_accumulator.Modulus * _periodsLeft) - _accumulator.Start;
            _endCycle = cycle + (long)((distance + _accumulator.Step - 1) / _accumulator.Step);
        }
    }
}
