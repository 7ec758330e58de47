namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>The four slow analog outputs.</summary>
/// <remarks>Two follow DSP slots, which stand at zero here, and that is half scale; two keep what is written.</remarks>
internal sealed class AnalogOutputBlock : IRegisterBlock
{
    private const uint FirstOutput = 0x20;
    private const uint FirstWritable = 0x28;
    private const uint LastOutput = 0x2C;
    private const uint Mask = 0xFF_FFFF;
    private const uint HalfScale = 0x80_0000;

    private readonly uint[] _outputs = [HalfScale, HalfScale, 0, 0];

    /// <inheritdoc/>
    public uint Read(uint offset, long now) => offset is >= FirstOutput and <= LastOutput ? _outputs[(offset - FirstOutput) / 4] : 0;

    /// <inheritdoc/>
    public bool Write(uint offset, uint value, long now)
    {
        if (offset is >= FirstWritable and <= LastOutput)
        {
            _outputs[(offset - FirstOutput) / 4] = value & Mask;
        }

        return false;
    }
}
