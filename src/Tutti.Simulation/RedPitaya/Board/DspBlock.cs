using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The sixteen slots of signal processing: routing, IQ modules, and the registers of PIDs, trigger module and filter.</summary>
internal sealed class DspBlock : IRegisterBlock
{
    private const uint SlotMask = DspRegisters.SlotStride - 1;
    private const uint FirstModuleRegister = 0x14;

    private readonly SignalHistory _history;
    private readonly DspSlot[] _inputs = new DspSlot[DspRegisters.SlotCount];
    private readonly StoredRegisters?[] _stored = new StoredRegisters[DspRegisters.SlotCount];
    private uint _synchronization = DspRegisters.AllRunning;

    /// <summary>Initializes the slots as they are at power-up.</summary>
    /// <param name="history">The signals.</param>
    /// <param name="seed">The seed of what is random.</param>
    public DspBlock(SignalHistory history, ulong seed)
    {
        _history = history;
        Array.Fill(_inputs, DspSlot.Input1);
        _inputs[(int)DspSlot.Generator2] = DspSlot.Input2;
        _inputs.AsSpan((int)DspSlot.Input1).Fill(DspSlot.Off);
        IqModules = [new IqModule(0, history, seed), new IqModule(1, history, seed), new IqModule(2, history, seed)];
        for (int pid = 0; pid <= (int)DspSlot.Pid2; pid++)
        {
            _stored[pid] = MakePid();
        }

        _stored[(int)DspSlot.TriggerModule] = MakeTrigger();
        _stored[(int)DspSlot.Iir] = MakeIir();
    }

    /// <summary>Gets the IQ modules.</summary>
    public IqModule[] IqModules { get; }

    /// <summary>Gets to which outputs each slot goes.</summary>
    public OutputSelection[] Routes { get; } = new OutputSelection[DspRegisters.SlotCount];

    /// <summary>Returns what a channel of the scope looks at.</summary>
    /// <param name="channel">0 or 1.</param>
    /// <returns>The signal.</returns>
    public DspSlot ScopeInput(int channel) => _inputs[(int)DspSlot.Generator1 + channel];

    /// <inheritdoc/>
    public uint Read(uint offset, long now)
    {
        var slot = (DspSlot)(offset / DspRegisters.SlotStride);
        uint local = offset & SlotMask;
        return local switch
        {
            DspRegisters.InputSelect => (uint)_inputs[(int)slot],
            DspRegisters.OutputSelect => (uint)Routes[(int)slot],
            DspRegisters.Saturation => Saturation(now),
            DspRegisters.Synchronization => _synchronization,
            DspRegisters.OutputSignal => BusWord.From(_history.Sample(slot, now)),
            _ when slot is >= DspSlot.Iq0 and <= DspSlot.Iq2 => IqModules[slot - DspSlot.Iq0].Read(local, now),
            _ => _stored[(int)slot]?.Read(local) ?? 0,
        };
    }

    /// <inheritdoc/>
    public bool Write(uint offset, uint value, long now)
    {
        var slot = (DspSlot)(offset / DspRegisters.SlotStride);
        uint local = offset & SlotMask;
        switch (local)
        {
            case DspRegisters.InputSelect:
                return WriteInput(slot, (DspSlot)(value & 0xF));
            case DspRegisters.OutputSelect:
                Routes[(int)slot] = (OutputSelection)(value & 0x3);
                return true;
            case DspRegisters.Synchronization:
                _synchronization = value & DspRegisters.AllRunning;
                for (int i = 0; i < IqModules.Length; i++)
                {
                    IqModules[i].Synchronize((_synchronization & DspRegisters.SynchronizationBit(DspSlot.Iq0 + i)) != 0, now);
                }

                return true;
            case < FirstModuleRegister:
                return false;
            default:
                return WriteModule(slot, local, value, now);
        }
    }

    // Constants and power-up values: the facts about the board, 2.7, 2.8.
    private static StoredRegisters MakePid() => new StoredRegisters()
        .With(0x100, 16)
        .With(0x104, 14)
        .With(0x108, 24)
        .With(0x10C, 24)
        .With(0x110, 24)
        .With(0x120, 32)
        .With(0x124, 14, 0x2000)
        .With(0x128, 14, 0x1FFF)
        .With(0x12C, 4, 7)
        .WithConstants(0x200, 12, 32, 10, 24)
        .WithConstants(0x220, 4, 5, 10);

    private static StoredRegisters MakeTrigger() => new StoredRegisters()
        .With(0x100, 1)
        .With(0x104, 2)
        .With(0x108, 2)
        .With(0x10C, 1)
        .With(0x110, 14)
        .With(0x118, 14)
        .With(0x11C, 14, 20)
        .With(0x120, 32)
        .WithConstants(0x220, 1, 5, 1);

    private static StoredRegisters MakeIir() => new StoredRegisters()
        .With(0x100, 10)
        .With(0x104, 2)
        .With(0x120, 32)
        .WithConstants(0x200, 32, 29, 14)
        .WithConstants(0x220, 1, 3, 1000);

    private bool WriteInput(DspSlot slot, DspSlot input)
    {
        _inputs[(int)slot] = input;
        if (slot is >= DspSlot.Iq0 and <= DspSlot.Iq2)
        {
            IqModules[slot - DspSlot.Iq0].Input = input;
        }

        return true;
    }

    private bool WriteModule(DspSlot slot, uint local, uint value, long now)
    {
        if (slot is >= DspSlot.Iq0 and <= DspSlot.Iq2)
        {
            IqModules[slot - DspSlot.Iq0].Write(local, value, now);
            return true;
        }

        _stored[(int)slot]?.Write(local, value);
        return false;
    }

    // An output is at its end when its sum reaches full scale, which no single source does on its own.
    private uint Saturation(long now)
    {
        uint saturation = 0;
        saturation |= _history.Sample(DspSlot.Output1, now) is -8192 or 8191 ? 1u : 0;
        saturation |= _history.Sample(DspSlot.Output2, now) is -8192 or 8191 ? 2u : 0;
        return saturation;
    }
}
