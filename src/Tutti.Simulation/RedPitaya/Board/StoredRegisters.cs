namespace Tutti.Simulation.RedPitaya.Board;

/// <summary>Registers of a module that keep what is written, and constants, but do nothing here.</summary>
internal sealed class StoredRegisters
{
    private readonly Dictionary<uint, (uint Mask, uint Value)> _registers = [];

    /// <summary>Adds a register.</summary>
    /// <param name="offset">Its offset.</param>
    /// <param name="bits">How many bits can be written; 0 for a constant.</param>
    /// <param name="value">Its value at power-up.</param>
    /// <returns>The same object.</returns>
    public StoredRegisters With(uint offset, int bits, uint value = 0)
    {
        _registers[offset] = (unchecked((uint)((1ul << bits) - 1)), value);
        return this;
    }

    /// <summary>Adds constants that follow each other.</summary>
    /// <param name="offset">The offset of the first.</param>
    /// <param name="values">The constants.</param>
    /// <returns>The same object.</returns>
    public StoredRegisters WithConstants(uint offset, params ReadOnlySpan<uint> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            With(offset + (uint)(4 * i), 0, values[i]);
        }

        return this;
    }

    /// <summary>Reads a register.</summary>
    /// <param name="offset">Its offset.</param>
    /// <returns>The word; 0 where there is none.</returns>
    public uint Read(uint offset) => _registers.TryGetValue(offset, out (uint Mask, uint Value) register) ? register.Value : 0;

    /// <summary>Writes a register, if it is there.</summary>
    /// <param name="offset">Its offset.</param>
    /// <param name="value">The word.</param>
    public void Write(uint offset, uint value)
    {
        if (_registers.TryGetValue(offset, out (uint Mask, uint Value) register) && register.Mask != 0)
        {
            _registers[offset] = (register.Mask, value & register.Mask);
        }
    }
}
