using System.Numerics;
using Tutti.Devices;
using Tutti.Signals;

namespace Tutti.Instruments;

/// <summary>Measures a complex transfer function: it drives a sine and compares what comes back, frequency by frequency.</summary>
/// <remarks>
/// A trace has a frequency axis and the dimensionless complex ratio of the input's to the output's amplitude; a lag is a negative phase.
/// The instrument's own delay is corrected, so that a plain wire measures 1. Thread safe.
/// </remarks>
public abstract class NetworkAnalyzer : Instrument<Trace<Complex>>
{
    /// <summary>Initializes a new network analyzer.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    protected NetworkAnalyzer(string name)
        : base(name)
    {
    }

    /// <summary>Gets the first frequency of the sweep.</summary>
    public abstract QuantityParameter StartFrequency { get; }

    /// <summary>Gets the last frequency of the sweep.</summary>
    public abstract QuantityParameter StopFrequency { get; }

    /// <summary>Gets the number of frequencies.</summary>
    public abstract Parameter<int> Points { get; }

    /// <summary>Gets how the frequencies are spaced.</summary>
    public abstract SelectionParameter<FrequencyScale> Scale { get; }

    /// <summary>Gets the resolution bandwidth: the narrower, the less noise and the longer a point takes.</summary>
    public abstract QuantityParameter Bandwidth { get; }

    /// <summary>Gets the amplitude of the sine at the output.</summary>
    public abstract QuantityParameter Amplitude { get; }

    /// <summary>Gets how many times 1/bandwidth each point is integrated.</summary>
    public abstract Parameter<int> AveragesPerPoint { get; }
}
