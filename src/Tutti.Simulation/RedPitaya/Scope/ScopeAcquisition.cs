using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Board;
using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>The scope's state machine: armed, waiting for the trigger, taking the samples after it.</summary>
/// <remarks>Nothing happens by itself: <see cref="AdvanceTo"/> works out what has happened since the last call.</remarks>
internal sealed partial class ScopeAcquisition
{
    private const int Length = ScopeRegisters.BufferLength;
    private const int PointerMask = Length - 1;

    private readonly ScopeMemory _memory;
    private readonly GeneratorBlock _generators;
    private readonly SignalHistory _history;
    private readonly EdgeDetector _edges;
    private readonly DspSlot[] _inputs;
    private readonly long[] _lastExternalEdges = [long.MinValue, long.MinValue];
    private Recording? _recording;
    private bool _isDelaying;
    private bool _keepsArmed;
    private bool _isPrepared;
    private int _nextPointer;
    private int _lastPointer;
    private long _countBefore;
    private long _finalCount;
    private long _endSample;
    private long _sourceCycle;
    private long _checkedSample;
    private long _checkedCycle;

    /// <summary>Initializes a scope that stands still.</summary>
    /// <param name="history">The signals.</param>
    /// <param name="memory">The sample buffers.</param>
    /// <param name="generators">The generators, which keep where they are at a trigger.</param>
    /// <param name="inputs">What the two channels look at.</param>
    public ScopeAcquisition(SignalHistory history, ScopeMemory memory, GeneratorBlock generators, DspSlot[] inputs)
    {
        _history = history;
        _memory = memory;
        _generators = generators;
        _inputs = inputs;
        _edges = new EdgeDetector(history) { Hysteresis = 20 };
    }

    /// <summary>Gets the control word as it reads: still writing, delay running, keep armed.</summary>
    public uint Control => (_recording is null ? 0 : ScopeRegisters.ArmBit)
        | (_isDelaying ? ScopeRegisters.DelayRunningBit : 0)
        | (_keepsArmed ? ScopeRegisters.KeepArmedBit : 0);

    /// <summary>Gets the trigger source; it goes off by itself when an acquisition is complete.</summary>
    public ScopeTriggerSource Source { get; private set; }

    /// <summary>Gets the threshold, in counts.</summary>
    public int Threshold => _edges.Threshold;

    /// <summary>Gets the hysteresis, in counts.</summary>
    public int Hysteresis => _edges.Hysteresis;

    /// <summary>Gets or sets the number of samples after the trigger.</summary>
    public long Delay { get; set; } = Length / 2;

    /// <summary>Gets the number of cycles per sample.</summary>
    public uint Decimation { get; private set; } = 0x2000;

    /// <summary>Gets whether a sample is the mean over its cycles.</summary>
    public bool IsAveraging { get; private set; } = true;

    /// <summary>Gets or sets for how many cycles after a trigger of a generator, or from outside, others are ignored.</summary>
    public long Debounce { get; set; } = 62_500;

    /// <summary>Gets the index of the sample at the trigger.</summary>
    public int TriggerPointer { get; private set; }

    /// <summary>Gets the cycle of the last trigger or reset.</summary>
    public long TriggerTimestamp { get; private set; }

    /// <summary>Returns the index of the sample written last.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>The index.</returns>
    public int PointerAt(long now)
    {
        long count = _recording?.CountAt(now) ?? 0;
        return count > 0 ? IndexOf(count - 1) : _lastPointer;
    }

    /// <summary>Returns the number of samples since arming, up to the trigger.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>The number.</returns>
    public long CountAt(long now) => _recording is null || _isDelaying ? _finalCount : _countBefore + _recording.CountAt(now);

    /// <summary>Returns whether enough was written before, so that a trigger counts.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>Whether a trigger counts.</returns>
    public bool IsReadyAt(long now) => Delay >= Length || CountAt(now) > Length - Delay;

    /// <summary>Takes the control word: reset, arm, keep armed.</summary>
    /// <param name="value">The word.</param>
    /// <param name="now">The cycle.</param>
    public void WriteControl(uint value, long now)
    {
        _keepsArmed = (value & ScopeRegisters.KeepArmedBit) != 0;
        if ((value & ScopeRegisters.ResetBit) != 0)
        {
            End(now);
            _isDelaying = false;
            _nextPointer = 0;
            _lastPointer = 0;
            _finalCount = 0;
            TriggerPointer = 0;
            TriggerTimestamp = now;
            Source = ScopeTriggerSource.Off;
        }

        if ((value & ScopeRegisters.ArmBit) != 0)
        {
            End(now);
            _isDelaying = false;
            _countBefore = 0;
            Begin(now);
        }
    }

    /// <summary>Takes a trigger source; "immediately" triggers at once.</summary>
    /// <param name="source">The source.</param>
    /// <param name="now">The cycle.</param>
    public void SetSource(ScopeTriggerSource source, long now)
    {
        Source = source;
        LookFrom(now);
        if (source == ScopeTriggerSource.Immediately)
        {
            TriggerIfReady(now);
        }
    }

    /// <summary>Sets the threshold.</summary>
    /// <param name="threshold">The threshold, in counts.</param>
    /// <param name="now">The cycle.</param>
    public void SetThreshold(int threshold, long now)
    {
        _edges.Threshold = threshold;
        LookFrom(now);
    }

    /// <summary>Sets the hysteresis.</summary>
    /// <param name="hysteresis">The hysteresis, in counts.</param>
    /// <param name="now">The cycle.</param>
    public void SetHysteresis(int hysteresis, long now)
    {
        _edges.Hysteresis = hysteresis;
        LookFrom(now);
    }

    /// <summary>Sets when and how samples are taken.</summary>
    /// <param name="decimation">The number of cycles per sample.</param>
    /// <param name="isAveraging">Whether a sample is the mean over its cycles.</param>
    /// <param name="now">The cycle.</param>
    public void SetGrid(uint decimation, bool isAveraging, long now)
    {
        if (decimation != Decimation || isAveraging != IsAveraging)
        {
            Decimation = decimation;
            IsAveraging = isAveraging;
            Restart(now);
        }
    }

    /// <summary>Sets what the channels look at.</summary>
    /// <param name="first">The signal of channel 1.</param>
    /// <param name="second">The signal of channel 2.</param>
    /// <param name="now">The cycle.</param>
    public void SetInputs(DspSlot first, DspSlot second, long now)
    {
        if (first != _inputs[0] || second != _inputs[1])
        {
            AdvanceTo(now);
            _inputs[0] = first;
            _inputs[1] = second;
            Restart(now);
        }
    }

    /// <summary>Works out what has happened up to a cycle.</summary>
    /// <param name="now">The cycle.</param>
    public void AdvanceTo(long now)
    {
        while (_recording is { } recording)
        {
            if (!_isDelaying)
            {
                if (!TryFindTrigger(recording, now))
                {
                    return;
                }
            }
            else if (recording.CountAt(now) > _endSample)
            {
                Complete(recording);
            }
            else
            {
                return;
            }
        }
    }

    private int IndexOf(long sample) => (int)((_recording!.Pointer + sample) & PointerMask);

    private void Complete(Recording recording)
    {
        _isDelaying = false;
        Source = ScopeTriggerSource.Off;
        if (_keepsArmed)
        {
            _countBefore = _finalCount - _endSample - 1;
            return;
        }

        recording.Count = _endSample + 1;
        Leave(recording);
    }

    private void Begin(long now)
    {
        _recording = new Recording
        {
            Start = now,
            Decimation = Math.Max(1, Decimation),
            IsAveraging = IsAveraging,
            Inputs = [_inputs[0], _inputs[1]],
            Pointer = _nextPointer,
        };
        _memory.Add(_recording);
        LookFrom(now);
    }

    private void End(long now)
    {
        if (_recording is { } recording)
        {
            recording.Count = recording.CountAt(now);
            Leave(recording);
        }
    }

    private void Leave(Recording recording)
    {
        if (recording.Count > 0)
        {
            _lastPointer = IndexOf(recording.Count - 1);
        }

        _nextPointer = IndexOf(recording.Count);
        _recording = null;
    }

    // Goes on with a running acquisition on another grid.
    private void Restart(long now)
    {
        if (_recording is { } recording)
        {
            End(now);
            _countBefore += recording.Count;
            _endSample -= recording.Count;
            Begin(now);
        }
    }

    private void LookFrom(long now)
    {
        _sourceCycle = now;
        _checkedCycle = now;
        _checkedSample = 0;
        _isPrepared = false;
    }
}
