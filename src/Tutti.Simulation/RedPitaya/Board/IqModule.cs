using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Signals;
using Tutti.Simulation.RedPitaya.Waves;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The registers of one IQ module and its oscillator.</summary>
/// <remarks>Gains and the phase-frequency detector are stored but do nothing: feedback is not simulated.</remarks>
internal sealed class IqModule
{
    private const uint ControlMask = 0x3E;
    private const uint PhaseFrequencyDetectorNumberMask = 0xF;
    private const int GainMask = 0x3_FFFF;
    private const int ModuleDelay = 3;
    private const uint HighPassBit = 0x40;

    private readonly FilterCodec _quadratureCodec;
    private readonly StoredRegisters _stored = new();
    private readonly Demodulator _demodulator;
    private FilterChain _inputFilter = new(IqRegisters.InputFilterCodec, 0);
    private FilterChain _quadratureFilter;
    private uint _inputFilterWord;
    private uint _quadratureFilterWord;
    private uint _control = IqRegisters.PhaseFrequencyDetectorBit;
    private uint _demodulationPhase;
    private uint _frequency;
    private uint _output;
    private uint _amplitude;
    private uint _quadratureFactor;
    private uint _averages;
    private uint _sleep;
    private bool _isRunning = true;
    private uint _phase;
    private long _origin;

    /// <summary>Initializes a module as it is at power-up.</summary>
    /// <param name="index">0 to 2.</param>
    /// <param name="history">The signals.</param>
    /// <param name="seed">The seed of the noise in its sums.</param>
    public IqModule(int index, SignalHistory history, ulong seed)
    {
        _quadratureCodec = IqRegisters.QuadratureFilterCodec(DspSlot.Iq0 + index);
        _quadratureFilter = new FilterChain(_quadratureCodec, 0);
        _demodulator = new Demodulator(index, history, GaussianNoise.Key(seed, 100 + index));
        _stored.With(IqRegisters.Gain1, IqRegisters.GainBits)
            .With(IqRegisters.Gain4, IqRegisters.GainBits)
            .With(IqRegisters.PhaseFrequencyDetectorIntegral, 0)
            .WithConstants(IqRegisters.FirstConstant, IqRegisters.Constants)
            .WithConstants(IqRegisters.InputFilterConstants, 1, 5, 50)
            .WithConstants(IqRegisters.QuadratureFilterConstants, (uint)_quadratureCodec.Stages, 5, 10);
    }

    /// <summary>Gets or sets the signal that is demodulated.</summary>
    public DspSlot Input { get; set; } = DspSlot.Input1;

    /// <summary>Works out the sums up to a cycle, since what they need is about to be forgotten.</summary>
    /// <param name="cycle">The cycle.</param>
    public void AdvanceTo(long cycle) => _demodulator.AdvanceTo(cycle, Settings(cycle));

    /// <summary>Returns the settings from now on.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>The settings.</returns>
    public IqSettings Settings(long now) => new()
    {
        IsRunning = _isRunning,
        Phase = PhaseAt(now),
        Frequency = _frequency,
        DemodulationPhase = _demodulationPhase,
        ModulationFactor = (_control & IqRegisters.ModulationAtTwiceBits) != 0 ? 2u : 1,
        DemodulationFactor = (_control & IqRegisters.DemodulationAtTwiceBits) != 0 ? 2u : 1,
        Amplitude = unchecked((int)(_amplitude << 14)) >> 18,
        QuadratureFactor = unchecked((int)(_quadratureFactor << 14)) >> 14,
        Output = (IqOutput)_output,
        Input = Input,
        InputFilter = _inputFilter,
        Delay = ModuleDelay + InputFilterDelay(),
        QuadratureFilter = _quadratureFilter,
    };

    /// <summary>Lets the oscillator run, or holds it at phase 0.</summary>
    /// <param name="isRunning">Whether it runs.</param>
    /// <param name="now">The cycle.</param>
    public void Synchronize(bool isRunning, long now)
    {
        if (isRunning != _isRunning)
        {
            _isRunning = isRunning;
            _phase = 0;
            _origin = now;
        }
    }

    /// <summary>Reads a register.</summary>
    /// <param name="offset">Its offset in the slot.</param>
    /// <param name="now">The cycle.</param>
    /// <returns>The word.</returns>
    public uint Read(uint offset, long now)
    {
        switch (offset)
        {
            case IqRegisters.Control:
                return _control | (_isRunning ? IqRegisters.RunningBit : 0);
            case IqRegisters.Phase:
                return _demodulationPhase;
            case IqRegisters.Frequency:
                return _frequency;
            case IqRegisters.OutputSelect:
                return _output;
            case IqRegisters.Amplitude:
                return _amplitude;
            case IqRegisters.QuadratureFactor:
                return _quadratureFactor;
            case IqRegisters.InputFilter:
                return _inputFilterWord;
            case IqRegisters.QuadratureFilter:
                return _quadratureFilterWord;
            case IqRegisters.AveragingCycles:
                return _averages;
            case IqRegisters.SettlingCycles:
                return _sleep;
            case >= IqRegisters.Sums and < IqRegisters.Sums + (4 * IqSums.WordCount):
                Span<uint> words = stackalloc uint[IqSums.WordCount];
                _demodulator.Sums(now, Settings(now)).Encode(words);
                return words[(int)((offset - IqRegisters.Sums) / Fpga.WordSize)];
            default:
                return _stored.Read(offset);
        }
    }

    /// <summary>Writes a register.</summary>
    /// <param name="offset">Its offset in the slot.</param>
    /// <param name="value">The word.</param>
    /// <param name="now">The cycle.</param>
    public void Write(uint offset, uint value, long now)
    {
        switch (offset)
        {
            case IqRegisters.Control:
                _control = value & ControlMask;
                break;
            case IqRegisters.Phase:
                _demodulationPhase = value;
                break;
            case IqRegisters.Frequency:
                _phase = PhaseAt(now);
                _origin = now;
                _frequency = value;
                _demodulator.Start(now, _sleep, _averages, Settings(now));
                break;
            case IqRegisters.OutputSelect:
                _output = value & PhaseFrequencyDetectorNumberMask;
                break;
            case IqRegisters.Amplitude:
                _amplitude = value & GainMask;
                break;
            case IqRegisters.QuadratureFactor:
                _quadratureFactor = value & GainMask;
                break;
            case IqRegisters.InputFilter:
                _inputFilterWord = value;
                _inputFilter = new FilterChain(IqRegisters.InputFilterCodec, value);
                break;
            case IqRegisters.QuadratureFilter:
                _demodulator.AdvanceTo(now, Settings(now));
                _quadratureFilterWord = value;
                _quadratureFilter = new FilterChain(_quadratureCodec, value);
                break;
            case IqRegisters.AveragingCycles:
                _averages = value;
                break;
            case IqRegisters.SettlingCycles:
                _sleep = value;
                break;
            default:
                _stored.Write(offset, value);
                break;
        }
    }

    private int InputFilterDelay()
    {
        if (IqRegisters.InputFilterCodec.Alpha(_inputFilterWord) is 0)
        {
            return 0;
        }

        return (_inputFilterWord & HighPassBit) != 0 ? 1 : 2;
    }

    private uint PhaseAt(long cycle) => _isRunning ? unchecked(_phase + (uint)((ulong)_frequency * (ulong)(cycle - _origin))) : 0;
}
