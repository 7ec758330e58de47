namespace Tutti.RedPitaya.Registers;

/// <summary>Is the map of the scope block (section 2.4).</summary>
/// <remarks>
/// An acquisition is: <see cref="ResetBit"/>, <see cref="TriggerDelay"/>, <see cref="ArmBit"/>, <see cref="TriggerSource"/>; it has ended
/// when neither <see cref="ArmBit"/> nor <see cref="DelayRunningBit"/> is read. The oldest sample of a buffer is then at
/// <c>(<see cref="TriggerPointer"/> + <see cref="TriggerDelay"/> + 1) mod <see cref="BufferLength"/></c>. A trigger is ignored until
/// <see cref="PreTriggerReady"/> reads 1. The inputs of the two channels are chosen in <see cref="DspRegisters.InputSelect"/> of the slots
/// <see cref="DspSlot.Generator1"/> and <see cref="DspSlot.Generator2"/>.
/// </remarks>
public static class ScopeRegisters
{
    /// <summary>Is the address of the block.</summary>
    public const uint BaseAddress = 0x4010_0000;

    /// <summary>Is the offset of the control and state bits.</summary>
    public const uint Control = 0x00;

    /// <summary>
    /// Is the bit of <see cref="Control"/> that arms when written, and is read as 1 from there until the acquisition is complete.
    /// </summary>
    public const uint ArmBit = 1u << 0;

    /// <summary>Is the bit of <see cref="Control"/> that, when written, resets pointers, counters and trigger source; reads 0.</summary>
    public const uint ResetBit = 1u << 1;

    /// <summary>Is the bit of <see cref="Control"/> that is read as 1 while the samples after the trigger are taken.</summary>
    public const uint DelayRunningBit = 1u << 2;

    /// <summary>Is the bit of <see cref="Control"/> that keeps the scope writing after the trigger.</summary>
    public const uint KeepArmedBit = 1u << 3;

    /// <summary>Is the offset of the trigger source, bits 3 to 0: a <see cref="ScopeTriggerSource"/>.</summary>
    public const uint TriggerSource = 0x04;

    /// <summary>Is the offset of the trigger threshold of both channels, bits 13 to 0: <see cref="Fpga.Signal"/>.</summary>
    public const uint Threshold = 0x08;

    /// <summary>Is the offset of the number of decimated samples written after the trigger: at least 1, 8192 at power-up.</summary>
    public const uint TriggerDelay = 0x10;

    /// <summary>
    /// Is the offset of the decimation, bits 16 to 0: a power of two from 1 to <see cref="MaximumDecimation"/>, 8192 at power-up.
    /// </summary>
    public const uint Decimation = 0x14;

    /// <summary>Is the offset of the index last written, bits 13 to 0. Read only.</summary>
    public const uint WritePointer = 0x18;

    /// <summary>Is the offset of the index last written when the trigger came, bits 13 to 0. Read only.</summary>
    public const uint TriggerPointer = 0x1C;

    /// <summary>
    /// Is the offset of the hysteresis of the edge triggers, bits 13 to 0: <see cref="HysteresisCodec"/>, 20 steps at power-up.
    /// </summary>
    public const uint Hysteresis = 0x20;

    /// <summary>Is the offset of averaging over the decimation, bit 0; right for powers of two.</summary>
    public const uint Average = 0x28;

    /// <summary>Is the offset of the number of samples since arming, until the trigger; it saturates. Read only.</summary>
    public const uint PreTriggerCount = 0x2C;

    /// <summary>
    /// Is the offset of the shortest time between two external or generator triggers, bits 19 to 0, in cycles: 62500 at power-up.
    /// </summary>
    public const uint TriggerDebounce = 0x90;

    /// <summary>Is the offset of the present value of channel 1, bits 13 to 0: <see cref="Fpga.Signal"/>. Read only.</summary>
    public const uint Channel1Value = 0x154;

    /// <summary>Is the offset of the present value of channel 2, bits 13 to 0: <see cref="Fpga.Signal"/>. Read only.</summary>
    public const uint Channel2Value = 0x158;

    /// <summary>Is the offset of the present time in cycles, 64 bits in two registers, low word first. Read only.</summary>
    public const uint Timestamp = 0x15C;

    /// <summary>Is the offset of the time of the last trigger in cycles, 64 bits in two registers, low word first. Read only.</summary>
    public const uint TriggerTimestamp = 0x164;

    /// <summary>Is the offset of whether there are enough samples before a trigger for it to count, bit 0. Read only.</summary>
    public const uint PreTriggerReady = 0x16C;

    /// <summary>
    /// Is the offset of the samples of channel 1: <see cref="BufferLength"/> registers, bits 13 to 0, <see cref="Fpga.Signal"/>. Read only.
    /// </summary>
    public const uint Channel1Buffer = 0x1_0000;

    /// <summary>
    /// Is the offset of the samples of channel 2: <see cref="BufferLength"/> registers, bits 13 to 0, <see cref="Fpga.Signal"/>. Read only.
    /// </summary>
    public const uint Channel2Buffer = 0x2_0000;

    /// <summary>Is the number of samples of a buffer.</summary>
    public const int BufferLength = 16_384;

    /// <summary>Is the greatest decimation.</summary>
    public const int MaximumDecimation = 65_536;

    /// <summary>Gets how the hysteresis is written: 14 bits, unsigned, 8192 steps a volt.</summary>
    /// <value>The codec, in volts.</value>
    public static FixedPointCodec HysteresisCodec { get; } = FixedPointCodec.Unsigned(Fpga.SignalBits, Fpga.CountsPerVolt);

    /// <summary>Makes the address of a register.</summary>
    /// <param name="offset">The register's offset.</param>
    /// <returns>The address.</returns>
    public static uint At(uint offset) => BaseAddress + offset;
}
