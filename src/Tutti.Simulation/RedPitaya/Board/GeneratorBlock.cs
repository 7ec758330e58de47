using Tutti.RedPitaya.Registers;
using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The registers of both generators.</summary>
internal sealed class GeneratorBlock : IRegisterBlock
{
    private const int HighHalf = 16;
    private const uint TableEnd = GeneratorRegisters.Table + (2 * GeneratorRegisters.TableStride);

    private readonly GeneratorChannel[] _channels = [new(), new()];
    private readonly ulong[] _advancedDelays = new ulong[2];
    private readonly uint[] _triggerIndexes = [0x3FFF, 0x3FFF];

    /// <summary>Gets or sets the level of the external trigger.</summary>
    public bool IsPinHigh { get; set; }

    /// <summary>Gets the cycle at which a generator next changes by itself, or <see cref="long.MaxValue"/>.</summary>
    public long NextEvent => Math.Min(_channels[0].NextEvent, _channels[1].NextEvent);

    /// <summary>Lets happen what is due at <see cref="NextEvent"/>.</summary>
    public void RunEvent()
    {
        GeneratorChannel channel = _channels[0].NextEvent <= _channels[1].NextEvent ? _channels[0] : _channels[1];
        channel.RunEvent();
    }

    /// <summary>Takes an edge of the external trigger.</summary>
    /// <param name="isRising">Whether it went high.</param>
    /// <param name="now">The cycle.</param>
    public void OnExternalEdge(bool isRising, long now)
    {
        IsPinHigh = isRising;
        foreach (GeneratorChannel channel in _channels)
        {
            channel.OnExternalEdge(isRising, now);
        }
    }

    /// <summary>Keeps where the tables stood when the scope was triggered.</summary>
    /// <param name="epoch">The epoch of the trigger.</param>
    /// <param name="cycle">The cycle of the trigger.</param>
    public void OnScopeTrigger(Epoch epoch, long cycle)
    {
        for (int i = 0; i < _channels.Length; i++)
        {
            _triggerIndexes[i] = (uint)(epoch.Generator(i).Accumulator.PointerAt(cycle - epoch.Start) >> HighHalf) & 0x3FFF;
        }
    }

    /// <summary>Returns what the generators put out from now on.</summary>
    /// <param name="now">The cycle.</param>
    /// <returns>The outputs, [2].</returns>
    public GeneratorOutput[] TakeOutputs(long now) => [_channels[0].TakeOutput(now), _channels[1].TakeOutput(now)];

    /// <inheritdoc/>
    public uint Read(uint offset, long now)
    {
        if (offset == GeneratorRegisters.Control)
        {
            return _channels[0].Control | (_channels[1].Control << GeneratorRegisters.ControlStride);
        }

        if (TryFindChannel(offset, out int channel, out uint local))
        {
            return _channels[channel].Read(local);
        }

        // Written table entries do not read back: that path was left out of the design to save room.
        channel = offset >= GeneratorRegisters.TriggerIndex + GeneratorRegisters.GeneratorStride ? 1 : 0;
        return (offset - ((uint)channel * GeneratorRegisters.GeneratorStride)) switch
        {
            GeneratorRegisters.TriggerIndex => _triggerIndexes[channel],
            GeneratorRegisters.AdvancedTriggerDelay => (uint)(_advancedDelays[channel] & uint.MaxValue),
            GeneratorRegisters.AdvancedTriggerDelay + 4 => (uint)(_advancedDelays[channel] >> 32),
            _ => 0,
        };
    }

    /// <inheritdoc/>
    public bool Write(uint offset, uint value, long now)
    {
        if (offset is >= GeneratorRegisters.Table and < TableEnd)
        {
            uint entry = (offset - GeneratorRegisters.Table) / Fpga.WordSize;
            _channels[entry / GeneratorRegisters.TableLength].WriteTable((int)(entry % GeneratorRegisters.TableLength), value);
            return true;
        }

        if (offset == GeneratorRegisters.Control)
        {
            _channels[0].WriteControl(value & 0xFFFF, IsPinHigh, now);
            _channels[1].WriteControl(value >> HighHalf, IsPinHigh, now);
            return true;
        }

        if (TryFindChannel(offset, out int channel, out uint local))
        {
            _channels[channel].Write(local, value, now);
            return true;
        }

        WriteAdvanced(offset, value);
        return false;
    }

    private static bool TryFindChannel(uint offset, out int channel, out uint local)
    {
        channel = offset >= GeneratorRegisters.Scale + GeneratorRegisters.GeneratorStride ? 1 : 0;
        local = offset - ((uint)channel * GeneratorRegisters.GeneratorStride);
        return local is >= GeneratorRegisters.Scale and <= GeneratorRegisters.BurstDelay;
    }

    private void WriteAdvanced(uint offset, uint value)
    {
        int channel = offset >= GeneratorRegisters.AdvancedTriggerDelay + GeneratorRegisters.GeneratorStride ? 1 : 0;
        uint local = offset - ((uint)channel * GeneratorRegisters.GeneratorStride);
        ref ulong delay = ref _advancedDelays[channel];
        delay = local switch
        {
            GeneratorRegisters.AdvancedTriggerDelay => (delay & 0xFFFF_FFFF_0000_0000) | value,
            GeneratorRegisters.AdvancedTriggerDelay + 4 => (delay & uint.MaxValue) | ((ulong)value << 32),
            _ => delay,
        };
    }
}
