namespace Tutti.RedPitaya.Registers;

/// <summary>Turns an angle into a phase register and back (section 2.1).</summary>
/// <remarks>
/// <para>
/// The register holds <c>round(phase / 360 * 2^bits) mod 2^bits</c>, halves to even; where it is inverted, the sign is flipped first. Every
/// finite angle can be reached: whole turns fall away, so that -90 degrees are read back as 270 degrees. <see cref="Round"/> tells what an
/// angle will be.
/// </para>
/// <para>Immutable and thread-safe. <see langword="default"/> has no bits; using it throws <see cref="InvalidOperationException"/>.</para>
/// </remarks>
public readonly record struct PhaseCodec
{
    /// <summary>Initializes a codec.</summary>
    /// <param name="bits">The number of bits of a whole turn, 2 to 32.</param>
    /// <param name="isInverted">Whether the register counts against the angle.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bits"/> is outside its range.</exception>
    public PhaseCodec(int bits, bool isInverted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 32);
        Bits = bits;
        IsInverted = isInverted;
    }

    /// <summary>Gets the number of bits of a whole turn.</summary>
    /// <value>2 to 32.</value>
    public int Bits { get; }

    /// <summary>Gets whether the register counts against the angle.</summary>
    /// <value><see langword="true"/> if it does.</value>
    public bool IsInverted { get; }

    /// <summary>Gets the distance of two neighbouring angles.</summary>
    /// <value>In degrees.</value>
    public double StepDegrees => 360 / Turn;

    private double Turn => 1ul << Bits;

    private uint Mask => unchecked((uint)((1ul << Bits) - 1));

    /// <summary>Encodes an angle.</summary>
    /// <param name="degrees">The angle in degrees, any finite number.</param>
    /// <returns>The register.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degrees"/> is not a finite number.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public uint Encode(double degrees)
    {
        ThrowIfDefault();
        if (!double.IsFinite(degrees))
        {
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, "A phase is a finite angle.");
        }

        double steps = Math.Round(Math.IEEERemainder(degrees, 360) / 360 * Turn);
        return unchecked((uint)(long)(IsInverted ? -steps : steps)) & Mask;
    }

    /// <summary>Decodes a register.</summary>
    /// <param name="raw">The register; the bits above the turn are ignored.</param>
    /// <returns>The angle in degrees, 0 to less than 360.</returns>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public double Decode(uint raw)
    {
        ThrowIfDefault();
        uint steps = (IsInverted ? unchecked(0u - raw) : raw) & Mask;
        return steps / Turn * 360;
    }

    /// <summary>Tells the angle that a register will really have when an angle is written to it.</summary>
    /// <param name="degrees">The angle in degrees, any finite number.</param>
    /// <returns>The nearest angle that the register can hold, in degrees, 0 to less than 360.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degrees"/> is not a finite number.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public double Round(double degrees) => Decode(Encode(degrees));

    private void ThrowIfDefault()
    {
        if (Bits == 0)
        {
            throw new InvalidOperationException("This codec was never initialized: make it with its constructor.");
        }
    }
}
