namespace Tutti.RedPitaya.Registers;

/// <summary>Is the map of the three IQ modules (section 2.9).</summary>
/// <remarks>
/// They are the slots <see cref="DspSlot.Iq0"/> to <see cref="DspSlot.Iq2"/> and also have the registers of <see cref="DspRegisters"/>.
/// Every write of <see cref="Frequency"/> starts a new network-analyzer measurement: <see cref="SettlingCycles"/> are waited, then
/// <see cref="AveragingCycles"/> are summed up in <see cref="Sums"/>.
/// </remarks>
public static class IqRegisters
{
    /// <summary>Is the offset of the control bits.</summary>
    public const uint Control = 0x100;

    /// <summary>
    /// Is the bit of <see cref="Control"/> that reads whether the module runs: its bit of <see cref="DspRegisters.Synchronization"/>.
    /// </summary>
    public const uint RunningBit = 1u << 0;

    /// <summary>Is the bit of <see cref="Control"/> that switches the phase-frequency detector on; on at power-up.</summary>
    public const uint PhaseFrequencyDetectorBit = 1u << 1;

    /// <summary>Are the bits of <see cref="Control"/> that modulate at twice the frequency.</summary>
    public const uint ModulationAtTwiceBits = 3u << 2;

    /// <summary>Are the bits of <see cref="Control"/> that demodulate at twice the frequency.</summary>
    public const uint DemodulationAtTwiceBits = 3u << 4;

    /// <summary>
    /// Is the offset of the phase: <see cref="PhaseCodec"/>, inverted. A phase of +x degrees turns the result by +x degrees.
    /// </summary>
    public const uint Phase = 0x104;

    /// <summary>
    /// Is the offset of the frequency: <see cref="FrequencyCodec"/>. Any write starts a new network-analyzer measurement.
    /// </summary>
    public const uint Frequency = 0x108;

    /// <summary>Is the offset of what the slot's signal is, bits 3 to 0: an <see cref="IqOutput"/>.</summary>
    public const uint OutputSelect = 0x10C;

    /// <summary>
    /// Is the offset of the gain's first half (g1), bits 17 to 0: <see cref="GainCodec"/>, the same as <see cref="Gain4"/>.
    /// </summary>
    public const uint Gain1 = 0x110;

    /// <summary>Is the offset of the modulation's amplitude (g2), bits 17 to 0: <see cref="AmplitudeCodec"/>.</summary>
    public const uint Amplitude = 0x114;

    /// <summary>Is the offset of the factor of the quadrature output (g3), bits 17 to 0: <see cref="QuadratureFactorCodec"/>.</summary>
    public const uint QuadratureFactor = 0x118;

    /// <summary>
    /// Is the offset of the gain's second half (g4), bits 17 to 0: <see cref="GainCodec"/>, the same as <see cref="Gain1"/>.
    /// </summary>
    public const uint Gain4 = 0x11C;

    /// <summary>Is the offset of the input filter: <see cref="InputFilterCodec"/>.</summary>
    public const uint InputFilter = 0x120;

    /// <summary>Is the offset of the filter of the quadratures: <see cref="QuadratureFilterCodec"/>.</summary>
    public const uint QuadratureFilter = 0x124;

    /// <summary>Is the offset of the number of cycles that a network-analyzer measurement sums up.</summary>
    public const uint AveragingCycles = 0x130;

    /// <summary>Is the offset of the number of cycles that a network-analyzer measurement waits first.</summary>
    public const uint SettlingCycles = 0x134;

    /// <summary>
    /// Is the offset of the sums of a network-analyzer measurement: <see cref="IqSums.WordCount"/> registers, <see cref="IqSums"/>. Read
    /// only.
    /// </summary>
    public const uint Sums = 0x140;

    /// <summary>Is the offset of the integral of the phase-frequency detector, bits 13 to 0. Read only.</summary>
    public const uint PhaseFrequencyDetectorIntegral = 0x150;

    /// <summary>
    /// Is the offset of the design's constants: <see cref="ConstantCount"/> registers (see <see cref="Constants"/>). Read only.
    /// </summary>
    public const uint FirstConstant = 0x200;

    /// <summary>Is the number of the design's constants.</summary>
    public const int ConstantCount = 7;

    /// <summary>Is the offset of the constants of the input filter: stages, shift bits, lowest bandwidth in hertz. Read only.</summary>
    public const uint InputFilterConstants = 0x220;

    /// <summary>
    /// Is the offset of the constants of the quadrature filter: stages, shift bits, lowest bandwidth in hertz. Read only.
    /// </summary>
    public const uint QuadratureFilterConstants = 0x230;

    /// <summary>Is the number of bits of the phase of a whole turn.</summary>
    public const int PhaseBits = 32;

    /// <summary>Is the number of bits of gains and amplitude.</summary>
    public const int GainBits = 18;

    /// <summary>Gets the design's constants: LUTSZ, LUTBITS, PHASEBITS, GAINBITS, SIGNALBITS, LPFBITS, SHIFTBITS.</summary>
    /// <value>What <see cref="ConstantCount"/> registers from <see cref="FirstConstant"/> on read.</value>
    public static ReadOnlySpan<uint> Constants => [11, 17, PhaseBits, GainBits, Fpga.SignalBits, 24, 8];

    /// <summary>Gets how the phase is written.</summary>
    /// <value>The codec, in degrees.</value>
    public static PhaseCodec PhaseCodec { get; } = new(PhaseBits, isInverted: true);

    /// <summary>Gets how the frequency is written with a clock of exactly 125 MHz.</summary>
    /// <value>The codec, in hertz: steps of 0.0291 Hz up to 62.5 MHz.</value>
    public static FrequencyCodec FrequencyCodec { get; } = new(PhaseBits, Fpga.ClockHz);

    /// <summary>Gets how the gain is written to <see cref="Gain1"/> and <see cref="Gain4"/>: 18 bits, signed, 2^11 steps.</summary>
    /// <value>The codec; a number without unit.</value>
    public static FixedPointCodec GainCodec { get; } = FixedPointCodec.Signed(GainBits, 1 << 11);

    /// <summary>
    /// Gets how the amplitude is written: 18 bits, signed, 2^17 steps a volt, of which the upper 14 bits reach the output.
    /// </summary>
    /// <value>The codec, in volts.</value>
    public static FixedPointCodec AmplitudeCodec { get; } = FixedPointCodec.Signed(GainBits, 1 << 17);

    /// <summary>Gets how the quadrature factor is written: 18 bits, signed, whole.</summary>
    /// <value>The codec; with 1, an input of amplitude A gives A/2 at the output.</value>
    public static FixedPointCodec QuadratureFactorCodec { get; } = FixedPointCodec.Signed(GainBits, 1);

    /// <summary>Gets how the input filter is written: one stage from 50 Hz on.</summary>
    /// <value>The codec, in hertz; a high-pass is below zero.</value>
    public static FilterCodec InputFilterCodec { get; } = new(stages: 1, minimumBandwidthHz: 50);

    private static FilterCodec TwoStages { get; } = new(stages: 2, minimumBandwidthHz: 10);

    private static FilterCodec FourStages { get; } = new(stages: 4, minimumBandwidthHz: 10);

    /// <summary>Makes the address of a register of an IQ module.</summary>
    /// <param name="slot"><see cref="DspSlot.Iq0"/> to <see cref="DspSlot.Iq2"/>.</param>
    /// <param name="offset">The register's offset.</param>
    /// <returns>The address.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The slot is not an IQ module.</exception>
    public static uint At(DspSlot slot, uint offset)
    {
        ThrowIfNotIq(slot);
        return DspRegisters.At(slot, offset);
    }

    /// <summary>Gets how the quadrature filter of an IQ module is written: from 10 Hz on; two stages, four in the third module.</summary>
    /// <param name="slot"><see cref="DspSlot.Iq0"/> to <see cref="DspSlot.Iq2"/>.</param>
    /// <returns>The codec, in hertz.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The slot is not an IQ module.</exception>
    public static FilterCodec QuadratureFilterCodec(DspSlot slot)
    {
        ThrowIfNotIq(slot);
        return slot == DspSlot.Iq2 ? FourStages : TwoStages;
    }

    private static void ThrowIfNotIq(DspSlot slot)
    {
        if (slot is < DspSlot.Iq0 or > DspSlot.Iq2)
        {
            throw new ArgumentOutOfRangeException(nameof(slot), slot, "The IQ modules are the slots Iq0, Iq1 and Iq2.");
        }
    }
}
