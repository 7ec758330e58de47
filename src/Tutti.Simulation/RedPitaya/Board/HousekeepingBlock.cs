using Tutti.RedPitaya.Registers;

namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The housekeeping registers: identity, expansion pins, LEDs, the digital loop.</summary>
/// <remarks>A pin that is an output reads back what it drives; the others read 0, but for the external trigger, DIO0_P.</remarks>
internal sealed class HousekeepingBlock : IRegisterBlock
{
    private const uint Release1 = 1;
    private const uint PinMask = 0xFF;
    private const uint TriggerPin = 1;

    private readonly ulong _dna;
    private readonly uint[] _directions = new uint[2];
    private readonly uint[] _outputs = new uint[2];

    /// <summary>Initializes the registers as they are at power-up.</summary>
    /// <param name="dna">The number of the chip; its low 57 bits count.</param>
    public HousekeepingBlock(ulong dna)
    {
        _dna = dna & ((1ul << 57) - 1);
    }

    /// <summary>Gets whether the outputs are fed back to the inputs inside the chip.</summary>
    public bool IsLooped { get; private set; }

    /// <summary>Gets the LEDs, one bit each.</summary>
    public byte Leds { get; private set; }

    /// <summary>Gets or sets whether whoever is outside drives the external trigger high.</summary>
    public bool IsTriggerDriven { get; set; }

    /// <summary>Gets the level of the external trigger, driven from outside or by the board itself.</summary>
    public bool IsTriggerHigh => (Pins(0) & TriggerPin) != 0;

    /// <inheritdoc/>
    public uint Read(uint offset, long now) => offset switch
    {
        HousekeepingRegisters.Id => Release1,
        HousekeepingRegisters.DeviceDnaLow => (uint)(_dna & uint.MaxValue),
        HousekeepingRegisters.DeviceDnaHigh => (uint)(_dna >> 32),
        HousekeepingRegisters.DigitalLoop => IsLooped ? 1u : 0,
        HousekeepingRegisters.DirectionP => _directions[0],
        HousekeepingRegisters.DirectionN => _directions[1],
        HousekeepingRegisters.OutputP => _outputs[0],
        HousekeepingRegisters.OutputN => _outputs[1],
        HousekeepingRegisters.InputP => Pins(0),
        HousekeepingRegisters.InputN => Pins(1),
        HousekeepingRegisters.Leds => Leds,
        _ => 0,
    };

    /// <inheritdoc/>
    public bool Write(uint offset, uint value, long now)
    {
        switch (offset)
        {
            case HousekeepingRegisters.DigitalLoop:
                IsLooped = (value & 1) != 0;
                return true;
            case HousekeepingRegisters.DirectionP:
                _directions[0] = value & PinMask;
                break;
            case HousekeepingRegisters.DirectionN:
                _directions[1] = value & PinMask;
                break;
            case HousekeepingRegisters.OutputP:
                _outputs[0] = value & PinMask;
                break;
            case HousekeepingRegisters.OutputN:
                _outputs[1] = value & PinMask;
                break;
            case HousekeepingRegisters.Leds:
                Leds = (byte)(value & PinMask);
                break;
            default:
                break;
        }

        return false;
    }

    private uint Pins(int side)
    {
        uint driven = side == 0 && IsTriggerDriven ? TriggerPin : 0;
        return (_outputs[side] & _directions[side]) | (driven & ~_directions[side]);
    }
}
