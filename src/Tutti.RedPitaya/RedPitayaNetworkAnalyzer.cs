using System.Numerics;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Quantities;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya;

/// <summary>Is the board's network analyzer: an IQ module drives a sine and demodulates what comes back.</summary>
/// <remarks>
/// <para>
/// One point takes the settling plus the integration time, (<see cref="Settling"/> + <see cref="AveragesPerPoint"/>) / bandwidth (each at
/// most 34.36 s), and one round trip; the first takes three times as long: the result of a point and the frequency of the next share a flight. The delay of the module, 3 cycles of 8 ns and one more with
/// the high-pass, and the high-pass itself are corrected.
/// </para>
/// <para>Thread safe. Sources: sections 2.9 and 3.4 of docs/reference/red-pitaya.md.</para>
/// </remarks>
public sealed class RedPitayaNetworkAnalyzer : NetworkAnalyzer
{
    private const DspSlot Slot = DspSlot.Iq0;
    private const int MostRetries = 10;

    // The first point comes from silence or from the last one, much farther than from neighbour to neighbour.
    private const int FirstSettlingFactor = 2;

    private static readonly FilterCodec BandwidthCodec = IqRegisters.QuadratureFilterCodec(Slot);

    private readonly RedPitayaLink _link;
    private readonly uint[] _sums = new uint[IqSums.WordCount];
    private readonly RegisterOperation[] _flight = new RegisterOperation[2];
    private SweepPlan? _plan;
    private bool _isSetUp;

    internal RedPitayaNetworkAnalyzer(string name, RedPitayaLink link)
        : base(name)
    {
        _link = link;
        var frequencies = new Limits(IqRegisters.FrequencyCodec.StepHz * Hz, IqRegisters.FrequencyCodec.MaximumHz * Hz);
        StartFrequency = AddSetting("start_frequency", 1000 * Hz, "The first frequency.", frequencies, RoundFrequency);
        StopFrequency = AddSetting("stop_frequency", 1_000_000 * Hz, "The last frequency.", frequencies, RoundFrequency);
        Points = AddCount("points", 101, "How many frequencies.", 2, 1_000_000);
        Scale = AddSetting("scale", FrequencyScale.Logarithmic, "How they are spaced.", Enum.GetValues<FrequencyScale>());
        Bandwidth = AddSetting(
            "bandwidth",
            1000 * Hz,
            "The resolution bandwidth; rounded to the nearest that the filter has.",
            new Limits(BandwidthCodec.BandwidthsHz[0] * Hz, BandwidthCodec.BandwidthsHz[^1] * Hz),
            value => BandwidthCodec.Round(value.In(Hz)) * Hz);
        HighPass = AddSetting(
            "high_pass",
            0 * Hz,
            "The corner of the input's high-pass, 0 Hz for none; rounded to the nearest that the filter has.",
            new Limits(0 * Hz, IqRegisters.InputFilterCodec.BandwidthsHz[^1] * Hz),
            RoundHighPass);
        Amplitude = AddSetting(
            "amplitude",
            0.1 * V,
            "The amplitude of the sine; rounded to steps of 1/8192 V.",
            new Limits(Fpga.Signal.Step * V, 1 * V),
            value => Math.Min(Math.Round(value.In(V) * Fpga.CountsPerVolt), Fpga.CountsPerVolt - 1) / Fpga.CountsPerVolt * V);
        AveragesPerPoint = AddCount("averages_per_point", 1, "How many times 1/bandwidth each point is integrated.", 1, 10_000);
        Settling = AddSetting("settling", 1.0, "How many times 1/bandwidth is waited before each point.", ThrowIfNoSettling);
        Input = AddSetting("input", DspSlot.Input1, "The signal that is measured.", Enum.GetValues<DspSlot>());
        Output = AddSetting(
            "output",
            OutputSelection.Output1,
            "Where the sine goes.",
            [OutputSelection.None, OutputSelection.Output1, OutputSelection.Output2, OutputSelection.Both]);
    }

    /// <inheritdoc/>
    /// <value>By default 1 kHz; from 0.03 Hz to 62.5 MHz, rounded to steps of 0.029 Hz.</value>
    public override QuantityParameter StartFrequency { get; }

    /// <inheritdoc/>
    /// <value>By default 1 MHz; from 0.03 Hz to 62.5 MHz, rounded to steps of 0.029 Hz.</value>
    public override QuantityParameter StopFrequency { get; }

    /// <inheritdoc/>
    /// <value>By default 101; from 2 to 1,000,000.</value>
    public override Parameter<int> Points { get; }

    /// <inheritdoc/>
    /// <value>By default <see cref="FrequencyScale.Logarithmic"/>.</value>
    public override SelectionParameter<FrequencyScale> Scale { get; }

    /// <inheritdoc/>
    /// <remarks>Well below the frequency: else twice the frequency passes the filter and shows in the result.</remarks>
    /// <value>By default 1214 Hz (1 kHz rounded); from 1.19 Hz to 3.11 MHz, rounded to the nearest of 22 in steps of about two.</value>
    public override QuantityParameter Bandwidth { get; }

    /// <summary>Gets the corner of the high-pass before the demodulation, which its result is corrected for.</summary>
    /// <value>By default 0 Hz, none.</value>
    public QuantityParameter HighPass { get; }

    /// <inheritdoc/>
    /// <value>By default 0.1 V; from 1/8192 V to 0.99988 V, rounded to steps of 1/8192 V.</value>
    public override QuantityParameter Amplitude { get; }

    /// <inheritdoc/>
    /// <value>By default 1; from 1 to 10,000.</value>
    public override Parameter<int> AveragesPerPoint { get; }

    /// <summary>Gets how many times 1/bandwidth is waited before each point; more for what rings longer than the filter.</summary>
    /// <value>By default 1; from 0 to 10,000.</value>
    public Parameter<double> Settling { get; }

    /// <summary>Gets the signal that is measured.</summary>
    /// <value>By default the input in1.</value>
    public SelectionParameter<DspSlot> Input { get; }

    /// <summary>Gets where the sine goes.</summary>
    /// <value>By default out1; with none the board's inside can be measured.</value>
    public SelectionParameter<OutputSelection> Output { get; }

    /// <summary>Gets the time of one point, without the round trip.</summary>
    public Quantity PointTime => (Settling.LastKnown + AveragesPerPoint.LastKnown) / Bandwidth.LastKnown;

    /// <inheritdoc/>
    protected override TimeSpan StopDeadline => RedPitayaBoard.PartStopDeadline;

    /// <inheritdoc/>
    protected override async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        _link.ThrowIfClosing();
        SweepPlan plan = _plan = SweepPlan.Make(this);
        uint running = await _link.ReadAsync(DspRegisters.At(Slot, DspRegisters.Synchronization), cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        double highPass = HighPass.LastKnown.In(Hz);
        RegisterOperation[] setup =
        [
            Write(IqRegisters.Amplitude, 0),
            RegisterOperation.Write(DspRegisters.At(Slot, DspRegisters.InputSelect), (uint)Input.LastKnown),
            Write(IqRegisters.InputFilter, IqRegisters.InputFilterCodec.Encode([-highPass])),
            Write(IqRegisters.QuadratureFilter, BandwidthCodec.Encode([plan.BandwidthHz, plan.BandwidthHz])),
            Write(IqRegisters.OutputSelect, (uint)IqOutput.OutputDirect),
            Write(IqRegisters.Gain1, 0),
            Write(IqRegisters.Gain4, 0),
            Write(IqRegisters.Phase, 0),
            RegisterOperation.Write(
                DspRegisters.At(Slot, DspRegisters.Synchronization), running & DspRegisters.AllButIqRunning),
            RegisterOperation.Write(
                DspRegisters.At(Slot, DspRegisters.Synchronization), running | DspRegisters.SynchronizationBit(Slot)),
            Write(IqRegisters.AveragingCycles, plan.AveragingCycles),
            Write(IqRegisters.SettlingCycles, plan.SettlingCycles),
            Write(IqRegisters.Frequency, plan.Words[0]),
            RegisterOperation.Write(DspRegisters.At(Slot, DspRegisters.OutputSelect), (uint)Output.LastKnown),
            Write(IqRegisters.Amplitude, IqRegisters.AmplitudeCodec.Encode(plan.AmplitudeV)),
        ];
        _isSetUp = true;
        await _link.ExchangeAsync(setup, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <inheritdoc/>
    protected override async ValueTask<Trace<Complex>> AcquireTraceAsync(CancellationToken cancellationToken)
    {
        SweepPlan plan = _plan!;
        Complex[] values = new Complex[plan.Words.Length];
        await StartPointAsync(plan, 0, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await Clock.Delay(plan.PointTime * FirstSettlingFactor, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await StartPointAsync(plan, 0, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await Clock.Delay(plan.PointTime, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        for (int point = 0; point < values.Length; point++)
        {
            IqSums sums = await ReadPointAsync(plan, point, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            values[point] = sums.ToVolts(plan.AveragingCycles) / plan.AmplitudeV * plan.Corrections[point];
            ReportTraceProgress((point + 1.0) / values.Length);
            if (point + 1 < values.Length)
            {
                await Clock.Delay(plan.PointTime, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
        }

        return new Trace<Complex>(plan.Axis, values, null);
    }

    /// <inheritdoc/>
    protected override async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!_isSetUp)
        {
            return; // The settings were refused: nothing was sent.
        }

        RegisterOperation[] off =
        [
            Write(IqRegisters.Amplitude, 0),
            RegisterOperation.Write(DspRegisters.At(Slot, DspRegisters.OutputSelect), (uint)OutputSelection.None),
        ];
        await _link.ExchangeAsync(off, isUrgent: true, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        _isSetUp = false;
    }

    private static RegisterOperation Write(uint offset, uint word) => RegisterOperation.Write(IqRegisters.At(Slot, offset), word);

    private static Quantity RoundFrequency(Quantity frequency) => IqRegisters.FrequencyCodec.Round(frequency.In(Hz)) * Hz;

    private static Quantity RoundHighPass(Quantity corner)
    {
        double corner0 = IqRegisters.InputFilterCodec.BandwidthsHz[0];
        double hz = corner.In(Hz);
        return (hz == 0 ? 0 : IqRegisters.InputFilterCodec.Round(Math.Max(hz, corner0))) * Hz;
    }

    private void ThrowIfNoSettling(double value)
    {
        if (!(value is >= 0 and <= 10_000))
        {
            throw new LimitException(FormattableString.Invariant(
                $"Parameter {Name}['settling'] takes 0 to 10000 times 1/bandwidth; {value} is outside."));
        }
    }

    private ValueTask StartPointAsync(SweepPlan plan, int point, CancellationToken cancellationToken) => _link.WriteAsync(
        IqRegisters.At(Slot, IqRegisters.Frequency), plan.Words[point], cancellationToken: cancellationToken);

    /// <summary>Reads the result of a point and starts the next one in the same flight.</summary>
    /// <remarks>A point that was not complete, because the board's clock is slow, is measured again, alone.</remarks>
    private async ValueTask<IqSums> ReadPointAsync(SweepPlan plan, int point, CancellationToken cancellationToken)
    {
        _flight[0] = RegisterOperation.Read(IqRegisters.At(Slot, IqRegisters.Sums), _sums);
        bool isLast = point + 1 == plan.Words.Length;
        _flight[1] = isLast ? default : Write(IqRegisters.Frequency, plan.Words[point + 1]);
        await _link.ExchangeAsync(_flight.AsMemory(0, isLast ? 1 : 2), cancellationToken: cancellationToken)
            .ConfigureAwait(EventLoop.IsCurrent);
        IqSums sums = IqSums.Decode(_sums);
        for (int retry = 1; sums.IsBusy; retry++)
        {
            if (retry > MostRetries)
            {
                throw new DeviceException(Name, $"Network analyzer '{Name}' stays busy at {plan.Axis.At(point)}, after {MostRetries} tries.");
            }

            await StartPointAsync(plan, point, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await Clock.Delay(plan.PointTime * (1 + retry), cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await _link.ExchangeAsync(_flight.AsMemory(0, isLast ? 1 : 2), cancellationToken: cancellationToken)
                .ConfigureAwait(EventLoop.IsCurrent);
            sums = IqSums.Decode(_sums);
        }

        return sums;
    }

    /// <summary>Is what a run needs of the settings, as they were when it was prepared.</summary>
    private sealed record SweepPlan
    {
        private const double DelayCycles = 3;
        private static readonly TimeSpan Margin = TimeSpan.FromMicroseconds(2);

        public required Axis Axis { get; init; }

        public required uint[] Words { get; init; }

        public required Complex[] Corrections { get; init; }

        public required double BandwidthHz { get; init; }

        public required double AmplitudeV { get; init; }

        public required uint AveragingCycles { get; init; }

        public required uint SettlingCycles { get; init; }

        public required TimeSpan PointTime { get; init; }

        public static SweepPlan Make(RedPitayaNetworkAnalyzer analyzer)
        {
            double start = analyzer.StartFrequency.LastKnown.In(Hz);
            double stop = analyzer.StopFrequency.LastKnown.In(Hz);
            if (start >= stop)
            {
                throw new LimitException(FormattableString.Invariant(
                    $"Network analyzer '{analyzer.Name}' sweeps upwards: the start frequency {start:0.##} Hz must be below the stop frequency {stop:0.##} Hz."));
            }

            uint[] words = FrequencyWords(start, stop, analyzer.Points.LastKnown, analyzer.Scale.LastKnown);
            double[] frequencies = Array.ConvertAll(words, word => IqRegisters.FrequencyCodec.Decode(word));
            for (int i = 1; i < words.Length; i++)
            {
                if (words[i] <= words[i - 1])
                {
                    throw new LimitException(FormattableString.Invariant(
                        $"Network analyzer '{analyzer.Name}' cannot tell {words.Length} points from {start:0.##} Hz to {stop:0.##} Hz apart: the smallest step is {IqRegisters.FrequencyCodec.StepHz:0.0000} Hz."));
                }
            }

            double bandwidth = analyzer.Bandwidth.LastKnown.In(Hz);
            double highPass = analyzer.HighPass.LastKnown.In(Hz);
            uint averaging = Cycles(analyzer, analyzer.AveragesPerPoint, analyzer.AveragesPerPoint.LastKnown / bandwidth);
            uint settling = Cycles(analyzer, analyzer.Settling, analyzer.Settling.LastKnown / bandwidth);
            return new SweepPlan
            {
                Axis = Axis.FromPoints("frequency", frequencies, Hz),
                Words = words,
                Corrections = Array.ConvertAll(frequencies, frequency => Correction(frequency, highPass)),
                BandwidthHz = bandwidth,
                AmplitudeV = analyzer.Amplitude.LastKnown.In(V),
                AveragingCycles = Math.Max(1, averaging),
                SettlingCycles = settling,
                PointTime = TimeSpan.FromSeconds((averaging + (double)settling) / Fpga.ClockHz) + Margin,
            };
        }

        private static uint[] FrequencyWords(double start, double stop, int points, FrequencyScale scale)
        {
            uint[] words = new uint[points];
            for (int i = 0; i < points; i++)
            {
                double part = (double)i / (points - 1);
                double frequency = scale == FrequencyScale.Linear
                    ? start + ((stop - start) * part)
                    : start * Math.Pow(stop / start, part);
                words[i] = IqRegisters.FrequencyCodec.Encode(Math.Clamp(frequency, start, stop));
            }

            return words;
        }

        private static uint Cycles(RedPitayaNetworkAnalyzer analyzer, Parameter parameter, double seconds)
        {
            double cycles = Math.Round(seconds * Fpga.ClockHz);
            return cycles <= uint.MaxValue
                ? (uint)cycles
                : throw new LimitException(FormattableString.Invariant(
                    $"Network analyzer '{analyzer.Name}' takes '{parameter.Name}' over bandwidth up to 34.36 s; {seconds:G4} s is outside."));
        }

        /// <summary>Gives what undoes the module's own response: its delay and its high-pass.</summary>
        private static Complex Correction(double frequencyHz, double highPassHz)
        {
            double cycles = DelayCycles + (highPassHz > 0 ? 1 : 0);
            Complex delay = Complex.FromPolarCoordinates(1, 2 * Math.PI * frequencyHz * cycles / Fpga.ClockHz);
            return highPassHz > 0 ? delay * new Complex(1, -highPassHz / frequencyHz) : delay;
        }
    }
}
