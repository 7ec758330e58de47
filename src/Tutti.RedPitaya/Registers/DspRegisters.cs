namespace Tutti.RedPitaya.Registers;

/// <summary>Is the map of the signal processor's slots: the registers that every slot has (section 2.6).</summary>
/// <remarks>
/// In the slots from <see cref="DspSlot.Generator1"/> on only the registers named here exist; do not touch others there. At power-up the
/// inputs are <see cref="DspSlot.Input1"/>, those of the scope <see cref="DspSlot.Input1"/> and <see cref="DspSlot.Input2"/>, outputs are
/// off and all modules run.
/// </remarks>
public static class DspRegisters
{
    /// <summary>Is the address of the first slot.</summary>
    public const uint BaseAddress = 0x4030_0000;

    /// <summary>Is the distance of two slots.</summary>
    public const uint SlotStride = 0x1_0000;

    /// <summary>Is the number of slots.</summary>
    public const int SlotCount = 16;

    /// <summary>Is the offset of what the slot's input is, bits 3 to 0: a <see cref="DspSlot"/>.</summary>
    public const uint InputSelect = 0x00;

    /// <summary>
    /// Is the offset of the analog outputs that the slot's signal is added to, bits 1 to 0: an <see cref="OutputSelection"/>.
    /// </summary>
    public const uint OutputSelect = 0x04;

    /// <summary>
    /// Is the offset of whether the analog output 1 (bit 0) or 2 (bit 1) is saturated; the same in every slot. Read only.
    /// </summary>
    public const uint Saturation = 0x08;

    /// <summary>
    /// Is the offset of the modules that run, bits 7 to 0, one for each of the slots 0 to 7; the same register in every slot. Modules whose
    /// bits are cleared and set again together start in phase.
    /// </summary>
    public const uint Synchronization = 0x0C;

    /// <summary>Is what <see cref="Synchronization"/> holds when all modules run.</summary>
    public const uint AllRunning = 0xFF;

    /// <summary>Is what <see cref="Synchronization"/> holds when all modules but the three IQ modules run.</summary>
    public const uint AllButIqRunning = 0x1F;

    /// <summary>
    /// Is the offset of the present value of the slot's signal, bits 13 to 0: <see cref="OutputSignalCodec"/>. Read only.
    /// </summary>
    public const uint OutputSignal = 0x10;

    /// <summary>Gets how the present value of a slot's signal is read: 14 bits, signed, 8191 counts a volt (not 8192).</summary>
    /// <value>The codec, in volts.</value>
    public static FixedPointCodec OutputSignalCodec { get; } = FixedPointCodec.Signed(Fpga.SignalBits, 8191);

    /// <summary>Makes the address of a register of a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="offset">The register's offset.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public static uint At(DspSlot slot, uint offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)slot, 0, nameof(slot));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)slot, SlotCount, nameof(slot));
        return BaseAddress + ((uint)slot * SlotStride) + offset;
    }

    /// <summary>Makes the bit of a slot in <see cref="Synchronization"/>.</summary>
    /// <param name="slot">A slot from <see cref="DspSlot.Pid0"/> to <see cref="DspSlot.Iq2"/>.</param>
    /// <returns>The bit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The slot has no module that could be halted.</exception>
    public static uint SynchronizationBit(DspSlot slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)slot, 0, nameof(slot));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)slot, (int)DspSlot.Iq2, nameof(slot));
        return 1u << (int)slot;
    }
}
