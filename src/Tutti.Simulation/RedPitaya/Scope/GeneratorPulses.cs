using Tutti.Simulation.RedPitaya.Signals;

namespace Tutti.Simulation.RedPitaya.Scope;

/// <summary>Finds when a generator tells the scope that it has been triggered or has come round.</summary>
internal static class GeneratorPulses
{
    /// <summary>Returns the first pulse of a span of time.</summary>
    /// <param name="history">The signals.</param>
    /// <param name="generator">0 or 1.</param>
    /// <param name="from">The first cycle.</param>
    /// <param name="to">The last cycle.</param>
    /// <returns>The cycle of the pulse, or <see cref="long.MaxValue"/>.</returns>
    public static long Next(SignalHistory history, int generator, long from, long to)
    {
        foreach (Epoch epoch in history.Between(from, to))
        {
            GeneratorOutput output = epoch.Generator(generator);
            if (output.HasStarted && epoch.Start >= from)
            {
                return epoch.Start;
            }

            long wrap = output.Accumulator.NextWrap(Math.Max(1, from - epoch.Start));
            if (wrap <= to - epoch.Start && wrap <= epoch.End - epoch.Start)
            {
                return epoch.Start + wrap;
            }
        }

        return long.MaxValue;
    }
}
