namespace Tutti.RedPitaya.Registers;

/// <summary>Holds what all blocks of the board's FPGA design share: its clock, its signals and its layout of addresses.</summary>
/// <remarks>
/// The register map of this namespace describes the FPGA design of PyRPL 0.9.6, as published in its Verilog, its server and its Python
/// client (docs/reference/red-pitaya.md, section 2, which the sections named here are of). In every block a constant that names a register
/// is its offset in bytes from the base of the block, and the method <c>At</c> of the block makes the address. Addresses are multiples of
/// <see cref="WordSize"/>.
/// </remarks>
public static class Fpga
{
    /// <summary>Is the nominal frequency in hertz of the clock that everything in the FPGA runs on (section 2).</summary>
    public const double ClockHz = 125e6;

    /// <summary>Is the number of bits of a converter's sample and of every signal inside the FPGA, two's complement (section 2).</summary>
    public const int SignalBits = 14;

    /// <summary>Is the number of counts of a signal that make one volt (section 2): the range is -1 V to 0.99988 V.</summary>
    public const double CountsPerVolt = 8192;

    /// <summary>Is the number of bytes of a register.</summary>
    public const uint WordSize = 4;

    /// <summary>Is the size in bytes of the address space of one block (section 2).</summary>
    public const uint BlockSize = 0x10_0000;

    /// <summary>Gets how a signal is written in a register: 14 bits, signed, 8192 counts a volt (section 2).</summary>
    /// <value>The codec of a signal in volts.</value>
    public static FixedPointCodec Signal { get; } = FixedPointCodec.Signed(SignalBits, CountsPerVolt);
}
