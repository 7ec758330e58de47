namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>The table pointer of a generator in closed form: at cycle n it is Offset + (Start + Step n) mod Modulus.</summary>
/// <param name="Start">The pointer at the origin, less the offset.</param>
/// <param name="Step">The advance per cycle.</param>
/// <param name="Modulus">The length of a period, in pointer units.</param>
/// <param name="Offset">The pointer where a period starts.</param>
internal readonly record struct PhaseAccumulator(ulong Start, ulong Step, ulong Modulus, ulong Offset)
{
    /// <summary>Gets the number of turns per cycle.</summary>
    public double Frequency => (double)Step / Modulus;

    /// <summary>Returns the position within the period.</summary>
    /// <param name="cycle">The cycle, counted from the origin.</param>
    /// <returns>A number below <see cref="Modulus"/>.</returns>
    public ulong PositionAt(long cycle)
    {
        Int128 position = (Int128)Start + ((Int128)Step * cycle);
        Int128 rest = position % Modulus;
        return (ulong)(rest < 0 ? rest + Modulus : rest);
    }

    /// <summary>Returns the pointer.</summary>
    /// <param name="cycle">The cycle, counted from the origin.</param>
    /// <returns>The pointer, 30 bits.</returns>
    public ulong PointerAt(long cycle) => Offset + PositionAt(cycle);

    /// <summary>Returns the first cycle at or after another at which a new period has just begun.</summary>
    /// <param name="cycle">The cycle to start from, counted from the origin; at least 1.</param>
    /// <returns>The cycle, or <see cref="long.MaxValue"/> when the pointer stands still.</returns>
    public long NextWrap(long cycle)
    {
        if (Step == 0)
        {
            return long.MaxValue;
        }

        ulong before = PositionAt(cycle - 1);
        ulong cycles = (Modulus - before + Step - 1) / Step;
        return cycle - 1 + (long)cycles;
    }

    /// <summary>Returns the same pointer with another origin.</summary>
    /// <param name="cycle">The new origin, counted from the old one.</param>
    /// <returns>The accumulator that starts there.</returns>
    public PhaseAccumulator From(long cycle) => this with { Start = PositionAt(cycle) };
}
