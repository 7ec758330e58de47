using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;

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

    /// <summary>Sets the shape, frequency, amplitude and offset, and switches the output on.</summary>
    /// <param name="frequency">The frequency.</param>
    /// <param name="amplitude">The amplitude, from the middle to the peak.</param>
    /// <param name="waveform">The shape of a period.</param>
    /// <param name="offset">The voltage that is added; by default none.</param>
    /// <param name="cancellationToken">Cancels it; the output is then as it was, or off.</param>
    /// <returns>A future that is done when the signal is put out.</returns>
    public Future StartAsync(
        Quantity frequency,
        Quantity amplitude,
        Waveform waveform = Instruments.Waveform.Sine,
        Quantity? offset = null,
        CancellationToken cancellationToken = default) =>
        Future.Start(
            async token =>
            {
                await Waveform.SetAsync(waveform, token).ConfigureAwait(EventLoop.IsCurrent);
                await Frequency.SetAsync(frequency, token).ConfigureAwait(EventLoop.IsCurrent);
                await Amplitude.SetAsync(amplitude, token).ConfigureAwait(EventLoop.IsCurrent);
                await Offset.SetAsync(offset ?? (0 * Unit.Volt), token).ConfigureAwait(EventLoop.IsCurrent);
                await IsOutputOn.SetAsync(true, token).ConfigureAwait(EventLoop.IsCurrent);
            },
            cancellationToken,
            $"start {Name}");
}
