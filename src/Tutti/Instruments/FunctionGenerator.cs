using Tutti.Devices;

namespace Tutti.Instruments;

/// <summary>Puts out a periodic signal.</summary>
/// <remarks>To stop it switches its output off. Thread safe.</remarks>
public abstract class FunctionGenerator : Device
{
    /// <summary>Initializes a new generator.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    protected FunctionGenerator(string name)
        : base(name)
    {
    }

    /// <summary>Gets the shape of a period.</summary>
    public abstract SelectionParameter<Waveform> Waveform { get; }

    /// <summary>Gets the frequency; rounded to a step of the generator, and read back.</summary>
    public abstract QuantityParameter Frequency { get; }

    /// <summary>Gets the amplitude, from the middle to the peak.</summary>
    public abstract QuantityParameter Amplitude { get; }

    /// <summary>Gets the voltage that is added.</summary>
    public abstract QuantityParameter Offset { get; }

    /// <summary>Gets the phase at which the period begins.</summary>
    public abstract QuantityParameter Phase { get; }

    /// <summary>Gets whether the signal is put out.</summary>
    public abstract Parameter<bool> IsOutputOn { get; }
}
