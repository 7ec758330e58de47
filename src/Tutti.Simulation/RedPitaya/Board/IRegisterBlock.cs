namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>One block of registers.</summary>
internal interface IRegisterBlock
{
    /// <summary>Reads a register.</summary>
    /// <param name="offset">The offset in the block, a multiple of 4.</param>
    /// <param name="now">The cycle.</param>
    /// <returns>The word; 0 where there is no register.</returns>
    uint Read(uint offset, long now);

    /// <summary>Writes a register.</summary>
    /// <param name="offset">The offset in the block, a multiple of 4.</param>
    /// <param name="value">The word.</param>
    /// <param name="now">The cycle.</param>
    /// <returns>Whether signals have changed.</returns>
    bool Write(uint offset, uint value, long now);
}
