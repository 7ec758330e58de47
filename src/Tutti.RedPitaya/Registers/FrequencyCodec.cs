namespace Tutti.RedPitaya.Registers;

/// <summary>Turns a frequency into the step of a phase accumulator and back (section 2.1).</summary>
/// <remarks>
/// <para>
/// The register holds <c>round(f / clock * 2^bits)</c>, halves to even. It takes 0 Hz to half the clock; anything else is refused, never
/// clipped. A frequency below half a step becomes 0 Hz. <see cref="Round"/> tells what a frequency will be.
/// </para>
/// <para>Immutable and thread-safe. <see langword="default"/> has no bits; using it throws <see cref="InvalidOperationException"/>.</para>
/// </remarks>
public readonly record struct FrequencyCodec
{
    /// <summary>Initializes a codec.</summary>
    /// <param name="bits">The number of bits of the accumulator, 2 to 32.</param>
    /// <param name="clockHz">The frequency of the board's clock in hertz: <see cref="Fpga.ClockHz"/>, or what was measured of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public FrequencyCodec(int bits, double clockHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 32);
        if (!double.IsFinite(clockHz) || clockHz <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(clockHz), clockHz, "A clock has a finite frequency above zero.");
        }

        Bits = bits;
        ClockHz = clockHz;
    }

    /// <summary>Gets the number of bits of the accumulator.</summary>
    /// <value>2 to 32.</value>
    public int Bits { get; }

    /// <summary>Gets the frequency of the board's clock.</summary>
    /// <value>In hertz.</value>
    public double ClockHz { get; }

    /// <summary>Gets the distance of two neighbouring frequencies.</summary>
    /// <value>In hertz.</value>
    public double StepHz => ClockHz / Turn;

    /// <summary>Gets the highest frequency.</summary>
    /// <value>In hertz: half the clock.</value>
    public double MaximumHz => ClockHz / 2;

    private double Turn => 1ul << Bits;

    /// <summary>Encodes a frequency.</summary>
    /// <param name="frequencyHz">The frequency in hertz, 0 to <see cref="MaximumHz"/>.</param>
    /// <returns>The register.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frequencyHz"/> is not a number or cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public uint Encode(double frequencyHz)
    {
        ThrowIfDefault();
        if (!(frequencyHz >= 0 && frequencyHz <= MaximumHz))
        {
            string allowed = FormattableString.Invariant($"The register takes 0 Hz to {MaximumHz} Hz.");
            throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz, allowed);
        }

        return (uint)Math.Round(frequencyHz / ClockHz * Turn);
    }

    /// <summary>Decodes a register.</summary>
    /// <param name="raw">The register; the bits above the accumulator are ignored.</param>
    /// <returns>The frequency in hertz, 0 to less than the clock.</returns>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public double Decode(uint raw)
    {
        ThrowIfDefault();
        return (raw & ((1ul << Bits) - 1)) / Turn * ClockHz;
    }

    /// <summary>Tells the frequency that a register will really have when a frequency is written to it.</summary>
    /// <param name="frequencyHz">The frequency in hertz, 0 to <see cref="MaximumHz"/>.</param>
    /// <returns>The nearest frequency that the register can hold, in hertz.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frequencyHz"/> is not a number or cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public double Round(double frequencyHz) => Decode(Encode(frequencyHz));

    private void ThrowIfDefault()
    {
        if (Bits == 0)
        {
            throw new InvalidOperationException("This codec was never initialized: make it with its constructor.");
        }
    }
}
