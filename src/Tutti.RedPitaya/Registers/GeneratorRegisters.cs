namespace Tutti.RedPitaya.Registers;

/// <summary>Is the map of the signal generators' block ASG (section 2.5).</summary>
/// <remarks>
/// <para>
/// The two generators are 1 (asg0) and 2 (asg1). Both share <see cref="Control"/>, 16 bits each, so that a change of one is a
/// read-modify-write that writes the other's bits again: if the other's source is <see cref="GeneratorTriggerSource.Immediately"/> it is
/// triggered again. The output of generator n is chosen in <see cref="DspRegisters.OutputSelect"/> of its slot.
/// </para>
/// <para>
/// The output is <c>saturate(table * amplitude / 2^13 + offset)</c>; the index into the table is the upper 14 bits of a 30-bit phase.
/// </para>
/// </remarks>
public static class GeneratorRegisters
{
    /// <summary>Is the address of the block.</summary>
    public const uint BaseAddress = 0x4020_0000;

    /// <summary>
    /// Is the offset of the control bits of both generators: bits 15 to 0 are of generator 1, bits 31 to 16 of generator 2.
    /// </summary>
    public const uint Control = 0x00;

    /// <summary>Is the bit of a generator's control that lets the phase run on past the end of the table; else it starts again.</summary>
    public const uint WrapBit = 1u << 4;

    /// <summary>Is the bit of a generator's control that asks for one period; the design does not use it.</summary>
    public const uint OnceBit = 1u << 5;

    /// <summary>Is the bit of a generator's control that holds it at its start phase, with no output.</summary>
    public const uint ResetBit = 1u << 6;

    /// <summary>Is the bit of a generator's control that makes its output zero.</summary>
    public const uint ZeroBit = 1u << 7;

    /// <summary>Is the bit of a generator's control that gates bursts by the external trigger.</summary>
    public const uint GateBit = 1u << 8;

    /// <summary>Is the bit of a generator's control that takes the table in random order: noise.</summary>
    public const uint RandomPhaseBit = 1u << 12;

    /// <summary>Is the offset of amplitude (<see cref="AmplitudeField"/>) and offset (<see cref="OffsetField"/>) of generator 1.</summary>
    public const uint Scale = 0x04;

    /// <summary>Is the offset of the end of the table of generator 1, bits 29 to 0: always <see cref="FullTable"/>.</summary>
    public const uint CounterWrap = 0x08;

    /// <summary>Is the offset of the start phase of generator 1, bits 29 to 0: <see cref="StartPhaseCodec"/>.</summary>
    public const uint StartPhase = 0x0C;

    /// <summary>
    /// Is the offset of the phase step of generator 1, bits 29 to 0: <see cref="FrequencyCodec"/> of <see cref="PhaseBits"/>.
    /// </summary>
    public const uint Step = 0x10;

    /// <summary>Is the offset of the periods of a burst of generator 1; 0 is endless.</summary>
    public const uint BurstPeriods = 0x18;

    /// <summary>Is the offset of the number of bursts of generator 1, bits 15 to 0; 0 is no bursts.</summary>
    public const uint BurstCount = 0x1C;

    /// <summary>Is the offset of the time between bursts of generator 1 in microseconds.</summary>
    public const uint BurstDelay = 0x20;

    /// <summary>Is the offset of the table index of generator 1 when the last scope trigger came, bits 13 to 0. Read only.</summary>
    public const uint TriggerIndex = 0x114;

    /// <summary>Is the offset of the advanced trigger's delay of generator 1 in cycles, 64 bits in two registers, low word first.</summary>
    public const uint AdvancedTriggerDelay = 0x118;

    /// <summary>Is the distance of the registers of the two generators, but for <see cref="Control"/> and <see cref="Table"/>.</summary>
    public const uint GeneratorStride = 0x20;

    /// <summary>
    /// Is the offset of the table of generator 1: <see cref="TableLength"/> registers, <see cref="TableCodec"/>. Write only.
    /// </summary>
    public const uint Table = 0x1_0000;

    /// <summary>Is the distance of the tables of the two generators.</summary>
    public const uint TableStride = 0x1_0000;

    /// <summary>Is the number of entries of a table.</summary>
    public const int TableLength = 16_384;

    /// <summary>Is the number of bits of the phase of a whole table.</summary>
    public const int PhaseBits = 30;

    /// <summary>Is what <see cref="CounterWrap"/> must hold so that a period is the whole table.</summary>
    public const uint FullTable = (1u << PhaseBits) - 1;

    /// <summary>Is the number of bits by which the control of generator 2 is shifted.</summary>
    public const int ControlStride = 16;

    /// <summary>Gets the trigger source inside a generator's control: a <see cref="GeneratorTriggerSource"/>.</summary>
    /// <value>Bits 2 to 0.</value>
    public static BitField TriggerSourceField { get; } = new(0, 3);

    /// <summary>Gets the amplitude inside <see cref="Scale"/>: <see cref="AmplitudeCodec"/>.</summary>
    /// <value>Bits 13 to 0.</value>
    public static BitField AmplitudeField { get; } = new(0, 14);

    /// <summary>Gets the offset inside <see cref="Scale"/>: <see cref="Fpga.Signal"/>.</summary>
    /// <value>Bits 29 to 16.</value>
    public static BitField OffsetField { get; } = new(16, 14);

    /// <summary>Gets how the amplitude is written: 14 bits, unsigned, 8192 steps a volt.</summary>
    /// <value>The codec, in volts; an amplitude above 1 V saturates the output.</value>
    public static FixedPointCodec AmplitudeCodec { get; } = FixedPointCodec.Unsigned(14, Fpga.CountsPerVolt);

    /// <summary>Gets how an entry of the table is written: 14 bits, signed, 8191 steps from 0 to full scale.</summary>
    /// <value>The codec, in parts of the amplitude, -1 to 1.</value>
    public static FixedPointCodec TableCodec { get; } = FixedPointCodec.Signed(14, 8191);

    /// <summary>Gets how the start phase is written.</summary>
    /// <value>The codec, in degrees.</value>
    public static PhaseCodec StartPhaseCodec { get; } = new(PhaseBits, isInverted: false);

    /// <summary>Gets how the frequency is written with a clock of exactly 125 MHz.</summary>
    /// <value>The codec, in hertz: steps of 0.11642 Hz up to 62.5 MHz.</value>
    public static FrequencyCodec FrequencyCodec { get; } = new(PhaseBits, Fpga.ClockHz);

    /// <summary>Gets the generator's own half of <see cref="Control"/>.</summary>
    /// <param name="generator">1 or 2.</param>
    /// <returns>Bits 15 to 0 or bits 31 to 16.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such generator.</exception>
    public static BitField ControlField(int generator) => new(Index(generator) * ControlStride, ControlStride);

    /// <summary>Makes the address of a register of a generator.</summary>
    /// <param name="generator">1 or 2.</param>
    /// <param name="offset">The register's offset, as named here for generator 1.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such generator.</exception>
    public static uint At(int generator, uint offset)
    {
        uint index = (uint)Index(generator);
        return BaseAddress + offset + offset switch
        {
            Control => 0,
            >= Table => index * TableStride,
            _ => index * GeneratorStride,
        };
    }

    private static int Index(int generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(generator, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(generator, 2);
        return generator - 1;
    }
}
