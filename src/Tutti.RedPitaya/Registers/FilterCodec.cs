using System.Buffers.Binary;
using System.Collections.ObjectModel;

namespace Tutti.RedPitaya.Registers;

/// <summary>Turns the bandwidths of a chain of first-order filters into a register and back (section 2.7).</summary>
/// <remarks>
/// <para>
/// A stage is one byte of the register, the first stage in the lowest byte: bit 7 switches it on, bit 6 makes it a high-pass, bits 4 to 0
/// are the shift. A bandwidth above zero is a low-pass, one below zero a high-pass with its corner there, and zero switches the stage off.
/// The hardware has only the corners in <see cref="BandwidthsHz"/>; a bandwidth between them becomes the nearest one, one beyond their ends
/// by more than 0.1 % is refused. <see cref="Round"/> tells what a bandwidth will be.
/// </para>
/// <para>
/// The filter is <c>y += alpha * (x - y)</c> with <c>alpha = 2^(shift - MaximumShift)</c>, and the high-pass gives <c>x - y</c>. Its corner
/// is <c>-ln(1 - alpha) * clock / (2 pi)</c> times a measured factor that matters near the clock only.
/// </para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class FilterCodec
{
    private const byte OnBit = 0x80;
    private const byte HighPassBit = 0x40;
    private const byte ShiftMask = 0x1F;
    private const double EndTolerance = 1e-3;

    private readonly double[] _bandwidthsHz;

    /// <summary>Initializes a codec.</summary>
    /// <param name="stages">The number of stages, 1 to 4.</param>
    /// <param name="minimumBandwidthHz">The lowest bandwidth that the filter was built for in hertz, as its constant register says.</param>
    /// <param name="clockHz">The frequency of the board's clock in hertz: <see cref="Fpga.ClockHz"/>, or what was measured of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public FilterCodec(int stages, int minimumBandwidthHz, double clockHz = Fpga.ClockHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stages);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stages, 4);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minimumBandwidthHz);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumBandwidthHz, 10_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(clockHz, 1);
        ArgumentOutOfRangeException.ThrowIfEqual(clockHz, double.PositiveInfinity);
        Stages = stages;
        ClockHz = clockHz;
        MaximumShift = (int)Math.Floor(Math.Log2(Fpga.ClockHz / minimumBandwidthHz)) + 1;
        _bandwidthsHz = new double[MaximumShift - 2];
        for (int shift = 0; shift < _bandwidthsHz.Length; shift++)
        {
            _bandwidthsHz[shift] = Corner(shift);
        }

        BandwidthsHz = new ReadOnlyCollection<double>(_bandwidthsHz);
    }

    /// <summary>Gets the number of stages.</summary>
    /// <value>1 to 4.</value>
    public int Stages { get; }

    /// <summary>Gets the frequency of the board's clock.</summary>
    /// <value>In hertz.</value>
    public double ClockHz { get; }

    /// <summary>Gets the shift at which a filter would let everything pass.</summary>
    /// <value>MAXSHIFT of section 2.7: 24 for a lowest bandwidth of 10 Hz.</value>
    public int MaximumShift { get; }

    /// <summary>Gets the bandwidths that a stage can have.</summary>
    /// <value>In hertz, ascending, <c>[shift]</c>; each also below zero, as a high-pass.</value>
    public ReadOnlyCollection<double> BandwidthsHz { get; }

    /// <summary>Encodes the bandwidth of one stage.</summary>
    /// <param name="bandwidthHz">The bandwidth in hertz: above zero a low-pass, below zero a high-pass, zero off.</param>
    /// <returns>The byte of the stage.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bandwidthHz"/> is not a number or cannot be reached.</exception>
    public byte Encode(double bandwidthHz)
    {
        if (bandwidthHz is 0)
        {
            return 0;
        }

        double wanted = Math.Abs(bandwidthHz);
        if (!(wanted >= _bandwidthsHz[0] * (1 - EndTolerance) && wanted <= _bandwidthsHz[^1] * (1 + EndTolerance)))
        {
            string allowed = FormattableString.Invariant(
                $"The filter takes 0 Hz or {_bandwidthsHz[0]:G6} Hz to {_bandwidthsHz[^1]:G6} Hz, of either sign.");
            throw new ArgumentOutOfRangeException(nameof(bandwidthHz), bandwidthHz, allowed);
        }

        int nearest = 0;
        for (int shift = 1; shift < _bandwidthsHz.Length; shift++)
        {
            if (Math.Abs(_bandwidthsHz[shift] - wanted) < Math.Abs(_bandwidthsHz[nearest] - wanted))
            {
                nearest = shift;
            }
        }

        return (byte)(OnBit | (bandwidthHz < 0 ? HighPassBit : 0) | nearest);
    }

    /// <summary>Encodes the bandwidths of the stages.</summary>
    /// <param name="bandwidthsHz">The bandwidths in hertz, first stage first; stages without one are off.</param>
    /// <returns>The register.</returns>
    /// <exception cref="ArgumentException">There are more bandwidths than stages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A bandwidth is not a number or cannot be reached.</exception>
    public uint Encode(ReadOnlySpan<double> bandwidthsHz)
    {
        if (bandwidthsHz.Length > Stages)
        {
            string problem = FormattableString.Invariant($"The filter has {Stages} stages for {bandwidthsHz.Length} bandwidths.");
            throw new ArgumentException(problem, nameof(bandwidthsHz));
        }

        Span<byte> bytes = stackalloc byte[4];
        bytes.Clear();
        for (int stage = 0; stage < bandwidthsHz.Length; stage++)
        {
            bytes[stage] = Encode(bandwidthsHz[stage]);
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>Decodes one stage.</summary>
    /// <param name="raw">The register.</param>
    /// <param name="stage">The number of the stage, 0 to less than <see cref="Stages"/>.</param>
    /// <returns>
    /// The bandwidth in hertz: above zero a low-pass, below zero a high-pass, zero off. A shift at or above <see cref="MaximumShift"/>,
    /// which no encoder makes, is infinite.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The filter has no such stage.</exception>
    public double Decode(uint raw, int stage = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, Stages);
        uint bits = (raw >> (8 * stage)) & 0xFF;
        if ((bits & OnBit) == 0)
        {
            return 0;
        }

        double corner = Corner((int)(bits & ShiftMask));
        return (bits & HighPassBit) == 0 ? corner : -corner;
    }

    /// <summary>Tells the bandwidth that a stage will really have when a bandwidth is written to it.</summary>
    /// <param name="bandwidthHz">The bandwidth in hertz: above zero a low-pass, below zero a high-pass, zero off.</param>
    /// <returns>The nearest bandwidth that a stage can have, in hertz.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bandwidthHz"/> is not a number or cannot be reached.</exception>
    public double Round(double bandwidthHz) => Decode(Encode(bandwidthHz));

    /// <summary>Tells by how much the first-order recursion of one stage moves towards its input in each clock cycle.</summary>
    /// <param name="raw">The register.</param>
    /// <param name="stage">The number of the stage, 0 to less than <see cref="Stages"/>.</param>
    /// <returns><c>alpha</c>, above 0 to 1; zero if the stage is off.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The filter has no such stage.</exception>
    public double Alpha(uint raw, int stage = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, Stages);
        uint bits = (raw >> (8 * stage)) & 0xFF;
        return (bits & OnBit) == 0 ? 0 : AlphaOf((int)(bits & ShiftMask));
    }

    private double AlphaOf(int shift) => Math.Min(1, Math.ScaleB(1, shift - MaximumShift));

    private double Corner(int shift)
    {
        double correction = (MaximumShift - shift) switch
        {
            1 => 0.7,
            2 => 1.65,
            3 => 1.17,
            4 => 1.08,
            5 => 1.04,
            6 => 1.02,
            7 => 1.01,
            _ => 1,
        };
        return -Math.Log(1 - AlphaOf(shift)) * ClockHz / (2 * Math.PI) * correction;
    }
}
