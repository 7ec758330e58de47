namespace Tutti.Simulation.RedPitaya.Waves;

/// <summary>One summand of a signal, known in closed form at every cycle from its origin on.</summary>
internal abstract class Component
{
    /// <summary>Adds the values at equally spaced cycles.</summary>
    /// <param name="sum">Receives the values, in counts, added to what it holds.</param>
    /// <param name="first">The cycle of the first value, counted from the origin.</param>
    /// <param name="stride">The number of cycles from one value to the next.</param>
    public abstract void Add(Span<double> sum, long first, long stride);

    /// <summary>Adds the means over the <paramref name="stride"/> cycles that end at equally spaced cycles.</summary>
    /// <param name="sum">Receives the means, in counts, added to what it holds.</param>
    /// <param name="first">The last cycle of the first mean, counted from the origin.</param>
    /// <param name="stride">The number of cycles in each mean, and from one to the next.</param>
    public abstract void AddMeans(Span<double> sum, long first, long stride);

    /// <summary>Returns bounds of the values over a span of cycles.</summary>
    /// <param name="first">The first cycle, counted from the origin.</param>
    /// <param name="last">The last cycle.</param>
    /// <returns>The bounds, in counts.</returns>
    public abstract Interval Range(long first, long last);

    /// <summary>Appends the tones of which the component consists.</summary>
    /// <param name="tones">Receives the tones, with their phasors at the origin.</param>
    public abstract void AppendTones(List<Tone> tones);
}
