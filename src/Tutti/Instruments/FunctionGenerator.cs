using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;

namespace Tutti.Instruments;

/// <summary>Puts out a periodic signal.</summary>
/// <remarks>To stop it switches its output off. Thread safe.</remarks>
public abstract class FunctionGenerator : Device
{
    private CancellationTokenSource _stopped = new();

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
    /// <exception cref="LimitException">A value is outside its limits; nothing was changed (in the future).</exception>
    /// <exception cref="StateException">The generator was stopped meanwhile; its output is off (in the future).</exception>
    public Future StartAsync(
        Quantity frequency,
        Quantity amplitude,
        Waveform waveform = Instruments.Waveform.Sine,
        Quantity? offset = null,
        CancellationToken cancellationToken = default)
    {
        Quantity added = offset ?? (0 * Unit.Volt);
        return Future.Start(
            token => UnlessStoppedAsync(part => StartCoreAsync(frequency, amplitude, waveform, added, part), token),
            cancellationToken,
            $"start {Name}");
    }

    /// <summary>Breaks off what is being set or started; a driver calls it before it switches the output off.</summary>
    /// <inheritdoc/>
    protected override ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        BreakOff();
        return ValueTask.CompletedTask;
    }

    /// <summary>Says whether the generator cannot put out a shape with an amplitude that are each within their limits.</summary>
    /// <param name="waveform">The shape.</param>
    /// <param name="amplitude">The amplitude.</param>
    /// <returns>The refusal, or <see langword="null"/> if it can.</returns>
    protected virtual LimitException? RefuseStart(Waveform waveform, Quantity amplitude) => null;

    /// <summary>Does what could switch the output on, but breaks it off when the generator is stopped.</summary>
    /// <param name="work">The work; it heeds its token.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>A task that is done when the work is.</returns>
    /// <exception cref="StateException">The generator was stopped meanwhile.</exception>
    protected async Task UnlessStoppedAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        CancellationToken stopped = Volatile.Read(ref _stopped).Token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopped);
        try
        {
            await work(either.Token).ConfigureAwait(EventLoop.IsCurrent);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StateException($"Generator '{Name}' was stopped while it was being set; its output is off.");
        }
    }

    private void BreakOff() => Interlocked.Exchange(ref _stopped, new CancellationTokenSource()).Cancel();

    private async Task StartCoreAsync(
        Quantity frequency, Quantity amplitude, Waveform waveform, Quantity offset, CancellationToken cancellationToken)
    {
        Waveform.ThrowIfRefused(waveform);
        Frequency.ThrowIfRefused(frequency);
        Amplitude.ThrowIfRefused(amplitude);
        Offset.ThrowIfRefused(offset);
        if (RefuseStart(waveform, amplitude) is { } refusal)
        {
            throw refusal;
        }

        // Noise may allow less amplitude than what is set: then that comes first.
        bool isNoise = waveform == Instruments.Waveform.Noise && Waveform.LastKnown != waveform;
        if (isNoise)
        {
            await Amplitude.SetAsync(amplitude, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        await Waveform.SetAsync(waveform, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await Frequency.SetAsync(frequency, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        if (!isNoise)
        {
            await Amplitude.SetAsync(amplitude, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        await Offset.SetAsync(offset, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await IsOutputOn.SetAsync(true, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }
}
