namespace Tutti.RedPitaya.Registers;

/// <summary>Turns a number into a fixed-point register and back: signals, gains, thresholds, whole numbers (section 2.1).</summary>
/// <remarks>
/// <para>
/// The register holds <c>round(value * scale)</c>, halves to even, as an unsigned number or in two's complement. A value other than zero
/// never becomes zero: it becomes the smallest step of its sign. A value whose nearest step is beyond the ends is refused, never clipped;
/// <see cref="Round(double)"/> tells what a value will be.
/// </para>
/// <para>Immutable and thread-safe. <see langword="default"/> has no bits; using it throws <see cref="InvalidOperationException"/>.</para>
/// </remarks>
public readonly record struct FixedPointCodec
{
    private FixedPointCodec(int bits, double scale, bool isSigned)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, isSigned ? 2 : 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 32);
        if (!double.IsFinite(scale) || scale <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "A scale is a finite number above zero.");
        }

        Bits = bits;
        Scale = scale;
        IsSigned = isSigned;
    }

    /// <summary>Gets the number of bits of the register.</summary>
    /// <value>1 to 32.</value>
    public int Bits { get; }

    /// <summary>Gets the number of steps that make 1.</summary>
    /// <value>Above zero.</value>
    public double Scale { get; }

    /// <summary>Gets whether the register is in two's complement.</summary>
    /// <value><see langword="true"/> if it is; <see langword="false"/> if it holds no negative numbers.</value>
    public bool IsSigned { get; }

    /// <summary>Gets the distance of two neighbouring values.</summary>
    /// <value>1 / <see cref="Scale"/>.</value>
    public double Step => 1 / Scale;

    /// <summary>Gets the lowest value that the register can hold.</summary>
    /// <value>At most zero.</value>
    public double Minimum => MinimumSteps / Scale;

    /// <summary>Gets the highest value that the register can hold.</summary>
    /// <value>Above zero.</value>
    public double Maximum => MaximumSteps / Scale;

    private long MinimumSteps => IsSigned ? -(1L << (Bits - 1)) : 0;

    private uint Mask => unchecked((uint)((1ul << Bits) - 1));

    private long MaximumSteps => (1L << (IsSigned ? Bits - 1 : Bits)) - 1;

    /// <summary>Makes the codec of a register in two's complement.</summary>
    /// <param name="bits">The number of bits, 2 to 32.</param>
    /// <param name="scale">The number of steps that make 1.</param>
    /// <returns>The codec.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static FixedPointCodec Signed(int bits, double scale) => new(bits, scale, isSigned: true);

    /// <summary>Makes the codec of a register without negative numbers.</summary>
    /// <param name="bits">The number of bits, 1 to 32.</param>
    /// <param name="scale">The number of steps that make 1.</param>
    /// <returns>The codec.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static FixedPointCodec Unsigned(int bits, double scale) => new(bits, scale, isSigned: false);

    /// <summary>Encodes a value.</summary>
    /// <param name="value">The value, in the unit of the register.</param>
    /// <returns>The register's field, in its lowest bits; the other bits are zero.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a number or cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public uint Encode(double value) => unchecked((uint)Steps(value)) & Mask;

    /// <summary>Encodes many values, as <see cref="Encode(double)"/> does each.</summary>
    /// <param name="values">The values.</param>
    /// <param name="raw">Where the register's fields go, at least as long as <paramref name="values"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A value is not a number or cannot be reached, or <paramref name="raw"/> is too short.
    /// </exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public void Encode(ReadOnlySpan<double> values, Span<uint> raw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(raw.Length, values.Length, nameof(raw));
        for (int i = 0; i < values.Length; i++)
        {
            raw[i] = Encode(values[i]);
        }
    }

    /// <summary>Decodes a register's field.</summary>
    /// <param name="raw">The field in the lowest bits; the bits above it are ignored.</param>
    /// <returns>The value, in the unit of the register.</returns>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public double Decode(uint raw)
    {
        ThrowIfDefault();
        return IsSigned ? SignExtend(raw, 32 - Bits) / Scale : (raw & Mask) / Scale;
    }

    /// <summary>Decodes many registers' fields, as <see cref="Decode(uint)"/> does each.</summary>
    /// <param name="raw">The fields.</param>
    /// <param name="values">Where the values go, at least as long as <paramref name="raw"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="values"/> is too short.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public void Decode(ReadOnlySpan<uint> raw, Span<double> values)
    {
        ThrowIfDefault();
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, raw.Length, nameof(values));
        double scale = Scale;
        int unused = 32 - Bits;
        if (IsSigned)
        {
            for (int i = 0; i < raw.Length; i++)
            {
                values[i] = SignExtend(raw[i], unused) / scale;
            }

            return;
        }

        uint mask = Mask;
        for (int i = 0; i < raw.Length; i++)
        {
            values[i] = (raw[i] & mask) / scale;
        }
    }

    /// <summary>Tells the value that a register will really have when a value is written to it.</summary>
    /// <param name="value">The value, in the unit of the register.</param>
    /// <returns>The nearest value that the register can hold.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not a number or cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The codec is <see langword="default"/>.</exception>
    public double Round(double value) => Steps(value) / Scale;

    private static int SignExtend(uint raw, int unused) => unchecked((int)(raw << unused)) >> unused;

    private long Steps(double value)
    {
        ThrowIfDefault();
        double steps = Math.Round(value * Scale);
        if (steps is 0 && value is not 0)
        {
            steps = Math.Sign(value);
        }

        if (!(steps >= MinimumSteps && steps <= MaximumSteps))
        {
            string allowed = FormattableString.Invariant($"The register takes {Minimum} to {Maximum}.");
            throw new ArgumentOutOfRangeException(nameof(value), value, allowed);
        }

        return (long)steps;
    }

    private void ThrowIfDefault()
    {
        if (Bits == 0)
        {
            throw new InvalidOperationException("This codec was never initialized: make it with Signed or Unsigned.");
        }
    }
}
