namespace Tutti.RedPitaya.Registers;

/// <summary>Is the map of the housekeeping block HK: identity, expansion pins, LEDs (section 2.2).</summary>
public static class HousekeepingRegisters
{
    /// <summary>Is the address of the block.</summary>
    public const uint BaseAddress = 0x4000_0000;

    /// <summary>Is the offset of the design's id, bits 3 to 0: 0 prototype, 1 release 1. Read only.</summary>
    public const uint Id = 0x00;

    /// <summary>Is the offset of the lower 32 bits of the chip's serial number. Read only.</summary>
    public const uint DeviceDnaLow = 0x04;

    /// <summary>Is the offset of the upper 25 bits of the chip's serial number. Read only.</summary>
    public const uint DeviceDnaHigh = 0x08;

    /// <summary>Is the offset of the digital loop: bit 0 feeds the outputs back to the inputs inside the FPGA.</summary>
    public const uint DigitalLoop = 0x0C;

    /// <summary>Is the offset of the direction of the pins P, bits 7 to 0: 1 is an output.</summary>
    public const uint DirectionP = 0x10;

    /// <summary>Is the offset of the direction of the pins N, bits 7 to 0: 1 is an output.</summary>
    public const uint DirectionN = 0x14;

    /// <summary>Is the offset of the output levels of the pins P, bits 7 to 0.</summary>
    public const uint OutputP = 0x18;

    /// <summary>Is the offset of the output levels of the pins N, bits 7 to 0.</summary>
    public const uint OutputN = 0x1C;

    /// <summary>Is the offset of the input levels of the pins P, bits 7 to 0; pin P0 is the external trigger. Read only.</summary>
    public const uint InputP = 0x20;

    /// <summary>Is the offset of the input levels of the pins N, bits 7 to 0. Read only.</summary>
    public const uint InputN = 0x24;

    /// <summary>Is the offset of the LEDs, bits 7 to 0.</summary>
    public const uint Leds = 0x30;

    /// <summary>Makes the address of a register.</summary>
    /// <param name="offset">The register's offset.</param>
    /// <returns>The address.</returns>
    public static uint At(uint offset) => BaseAddress + offset;
}
