using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Quantities;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya;

/// <summary>Is one of the board's two function generators: a table of 16,384 points that is put out again and again.</summary>
/// <remarks>
/// <para>
/// The output is saturate(table times amplitude + offset), 14 bits, from -1 V to 0.99988 V; several modules on one output are added. While
/// the output is on, a change of frequency, amplitude or offset goes on without a jump in phase; a change of waveform or phase starts the
/// period anew. The amplitude of noise is its effective value, at most 0.49997 V; it is clipped at four times that.
/// </para>
/// <para>Thread safe. Source: section 2.5 of docs/reference/red-pitaya.md.</para>
/// </remarks>
public sealed class RedPitayaGenerator : FunctionGenerator
{
    private const uint Stopped = GeneratorRegisters.ResetBit | GeneratorRegisters.ZeroBit | GeneratorRegisters.WrapBit;

    private readonly RedPitayaLink _link;
    private readonly int _number;
    private readonly DspSlot _slot;

    internal RedPitayaGenerator(string name, RedPitayaLink link, int number)
        : base(name)
    {
        _link = link;
        _number = number;
        _slot = number == 1 ? DspSlot.Generator1 : DspSlot.Generator2;
        Waveform = AddSetting(
            "waveform", Instruments.Waveform.Sine, "The shape of a period.", Enum.GetValues<Waveform>(), Guarded<Waveform>(ApplyWaveformAsync));
        Frequency = AddQuantity(
            "frequency",
            Hz,
            "Periods per second; rounded to steps of 0.116 Hz.",
            async token => GeneratorRegisters.FrequencyCodec.Decode(await ReadAsync(GeneratorRegisters.Step, token)
                .ConfigureAwait(EventLoop.IsCurrent)) * Hz,
            (value, token) => WriteAsync(GeneratorRegisters.Step, GeneratorRegisters.FrequencyCodec.Encode(value.In(Hz)), token),
            new Limits(0 * Hz, GeneratorRegisters.FrequencyCodec.MaximumHz * Hz),
            tolerance: GeneratorRegisters.FrequencyCodec.StepHz * Hz);
        Amplitude = AddQuantity(
            "amplitude",
            V,
            "From the middle to the peak; rounded to steps of 1/8192 V.",
            ReadAmplitudeAsync,
            WriteAmplitudeAsync,
            new Limits(0 * V, 1 * V),
            tolerance: GeneratorRegisters.AmplitudeCodec.Step * V);
        Offset = AddQuantity(
            "offset",
            V,
            "The voltage that is added; rounded to steps of 1/8192 V.",
            async token => Fpga.Signal.Decode(GeneratorRegisters.OffsetField.Extract(
                await ReadAsync(GeneratorRegisters.Scale, token).ConfigureAwait(EventLoop.IsCurrent))) * V,
            (value, token) => UpdateScaleAsync(GeneratorRegisters.OffsetField, Fpga.Signal.Encode(value.In(V)), token),
            RedPitayaScope.SignalLimits,
            tolerance: Fpga.Signal.Step * V);
        Phase = AddQuantity(
            "phase",
            deg,
            "The phase at which the period begins.",
            async token => GeneratorRegisters.StartPhaseCodec.Decode(await ReadAsync(GeneratorRegisters.StartPhase, token)
                .ConfigureAwait(EventLoop.IsCurrent)) * deg,
            Guarded<Quantity>(WritePhaseAsync),
            new Limits(0 * deg, 360 * deg));
        Output = AddSetting(
            "output",
            number == 1 ? OutputSelection.Output1 : OutputSelection.Output2,
            "Where the signal goes when it is on.",
            [OutputSelection.Output1, OutputSelection.Output2, OutputSelection.Both],
            Guarded<OutputSelection>(ApplyOutputAsync));
        IsOutputOn = AddParameter<bool>("is_output_on", "Whether the signal is put out.", ReadIsOutputOnAsync, WriteIsOutputOnAsync);
    }

    /// <inheritdoc/>
    /// <value>By default <see cref="Waveform.Sine"/>.</value>
    public override SelectionParameter<Waveform> Waveform { get; }

    /// <summary>Gets the frequency, from 0 Hz to 62.5 MHz; rounded to steps of 125 MHz / 2^30 = 0.116 Hz and read back.</summary>
    public override QuantityParameter Frequency { get; }

    /// <summary>Gets the amplitude from the middle to the peak, from 0 V to 1 V; rounded to steps of 1/8192 V and read back.</summary>
    public override QuantityParameter Amplitude { get; }

    /// <summary>Gets the voltage that is added, from -1 V to 0.99988 V; rounded to steps of 1/8192 V and read back.</summary>
    public override QuantityParameter Offset { get; }

    /// <summary>Gets the phase at which the period begins, from 0 to 360 degrees; a set starts the period anew.</summary>
    public override QuantityParameter Phase { get; }

    /// <summary>Gets where the signal goes when it is on.</summary>
    /// <value>By default out1 for the first generator and out2 for the second.</value>
    public SelectionParameter<OutputSelection> Output { get; }

    /// <inheritdoc/>
    public override Parameter<bool> IsOutputOn { get; }

    /// <inheritdoc/>
    protected override TimeSpan StopDeadline => RedPitayaBoard.PartStopDeadline;

    /// <inheritdoc/>
    protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        await base.StopCoreAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await _link.WriteAsync(OutputSelectAddress, (uint)OutputSelection.None, isUrgent: true, cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        await SetControlAsync(Stopped, isUrgent: true, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <inheritdoc/>
    protected override LimitException? RefuseStart(Waveform waveform, Quantity amplitude)
    {
        double maximum = GeneratorRegisters.AmplitudeCodec.Maximum / ScaleOf(waveform);
        return amplitude.In(V) <= maximum
            ? null
            : new LimitException($"Parameter {Amplitude.FullName} takes 0 V to {maximum * V} for noise; {amplitude} is outside.");
    }

    private static double ScaleOf(Waveform waveform) => waveform == Instruments.Waveform.Noise ? WaveformTable.NoiseCrestFactor : 1;

    private uint OutputSelectAddress => DspRegisters.At(_slot, DspRegisters.OutputSelect);

    /// <summary>Gets the amplitude register of a signal of 1 V: noise fills a quarter of its table.</summary>
    private double AmplitudeScale => ScaleOf(Waveform.LastKnown);

    private ValueTask<uint> ReadAsync(uint offset, CancellationToken cancellationToken) =>
        _link.ReadAsync(GeneratorRegisters.At(_number, offset), cancellationToken);

    private ValueTask WriteAsync(uint offset, uint word, CancellationToken cancellationToken) =>
        _link.WriteAsync(GeneratorRegisters.At(_number, offset), word, cancellationToken: cancellationToken);

    private async ValueTask<Quantity> ReadAmplitudeAsync(CancellationToken cancellationToken)
    {
        uint scale = await ReadAsync(GeneratorRegisters.Scale, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        return GeneratorRegisters.AmplitudeCodec.Decode(GeneratorRegisters.AmplitudeField.Extract(scale)) / AmplitudeScale * V;
    }

    private ValueTask WriteAmplitudeAsync(Quantity amplitude, CancellationToken cancellationToken) =>
        WriteAmplitudeAsync(amplitude, Waveform.LastKnown, cancellationToken);

    private ValueTask WriteAmplitudeAsync(Quantity amplitude, Waveform waveform, CancellationToken cancellationToken)
    {
        if (RefuseStart(waveform, amplitude) is { } refusal)
        {
            throw refusal;
        }

        uint steps = GeneratorRegisters.AmplitudeCodec.Encode(amplitude.In(V) * ScaleOf(waveform));
        return UpdateScaleAsync(GeneratorRegisters.AmplitudeField, steps, cancellationToken);
    }

    private async ValueTask UpdateScaleAsync(BitField field, uint number, CancellationToken cancellationToken) =>
        await _link.UpdateAsync(
            GeneratorRegisters.At(_number, GeneratorRegisters.Scale),
            field.Mask,
            field.Insert(0, number),
            cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);

    private async Task WritePhaseAsync(Quantity phase, CancellationToken cancellationToken)
    {
        await WriteAsync(GeneratorRegisters.StartPhase, GeneratorRegisters.StartPhaseCodec.Encode(phase.In(deg)), cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        if (await ReadIsOutputOnAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent))
        {
            await RestartAsync(Waveform.LastKnown, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    /// <summary>Changes the shape in such an order that, broken off anywhere, the output is never louder than it should be.</summary>
    private async Task ApplyWaveformAsync(Waveform waveform, CancellationToken cancellationToken)
    {
        // After a change that was broken off the register may already be that of the other shape: what was set counts.
        Quantity amplitude = Amplitude.HasLastKnown
            ? Amplitude.LastKnown
            : await ReadAmplitudeAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        if (RefuseStart(waveform, amplitude) is { } refusal)
        {
            throw refusal;
        }

        bool isNoise = waveform == Instruments.Waveform.Noise;
        if (!isNoise)
        {
            await WriteAmplitudeAsync(amplitude, waveform, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        if (await ReadIsOutputOnAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent))
        {
            await WriteTableAsync(waveform, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await RestartAsync(waveform, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        if (isNoise)
        {
            await WriteAmplitudeAsync(amplitude, waveform, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task ApplyOutputAsync(OutputSelection output, CancellationToken cancellationToken)
    {
        if (await ReadIsOutputOnAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent))
        {
            await _link.WriteAsync(OutputSelectAddress, (uint)output, cancellationToken: cancellationToken)
                .ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async ValueTask<bool> ReadIsOutputOnAsync(CancellationToken cancellationToken)
    {
        uint control = await ReadAsync(GeneratorRegisters.Control, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        uint output = await _link.ReadAsync(OutputSelectAddress, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        uint own = GeneratorRegisters.ControlField(_number).Extract(control);
        return output != 0 && (own & (GeneratorRegisters.ZeroBit | GeneratorRegisters.ResetBit)) == 0;
    }

    private async ValueTask WriteIsOutputOnAsync(bool isOn, CancellationToken cancellationToken)
    {
        Task work = isOn ? UnlessStoppedAsync(SwitchOnAsync, cancellationToken) : StopCoreAsync(cancellationToken).AsTask();
        await work.ConfigureAwait(EventLoop.IsCurrent);
    }

    private async Task SwitchOnAsync(CancellationToken cancellationToken)
    {
        _link.ThrowIfClosing();
        await WriteTableAsync(Waveform.LastKnown, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await RestartAsync(Waveform.LastKnown, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await _link.WriteAsync(OutputSelectAddress, (uint)Output.LastKnown, cancellationToken: cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <summary>Makes a write of what could switch the output on again after a stop: the stop breaks it off.</summary>
    private Func<T, CancellationToken, ValueTask> Guarded<T>(Func<T, CancellationToken, Task> write) =>
        (value, token) => new ValueTask(UnlessStoppedAsync(part => write(value, part), token));

    private async ValueTask WriteTableAsync(Waveform waveform, CancellationToken cancellationToken)
    {
        await _link.WriteAsync(
            GeneratorRegisters.At(_number, GeneratorRegisters.Table), WaveformTable.For(waveform), cancellationToken: cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        await WriteAsync(GeneratorRegisters.CounterWrap, GeneratorRegisters.FullTable, cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <summary>Begins the period anew: reset, then one trigger; afterwards the trigger source is off again.</summary>
    /// <remarks>Left at 'immediately' it would fire again whenever the other generator's half of the control register is written.</remarks>
    private async ValueTask RestartAsync(Waveform waveform, CancellationToken cancellationToken)
    {
        uint running = GeneratorRegisters.WrapBit
            | (waveform == Instruments.Waveform.Noise ? GeneratorRegisters.RandomPhaseBit : 0);
        await SetControlAsync(Stopped, isUrgent: false, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await SetControlAsync(running | (uint)GeneratorTriggerSource.Immediately, isUrgent: false, cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        await SetControlAsync(running, isUrgent: false, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    private async ValueTask SetControlAsync(uint bits, bool isUrgent, CancellationToken cancellationToken)
    {
        BitField field = GeneratorRegisters.ControlField(_number);
        await _link.UpdateAsync(
            GeneratorRegisters.At(_number, GeneratorRegisters.Control), field.Mask, field.Insert(0, bits), isUrgent, cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
    }
}
