using System.Globalization;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Quantities;
using Tutti.RedPitaya.Registers;
using Tutti.RedPitaya.Wire;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.RedPitaya;

/// <summary>Is the board's oscilloscope: two channels of 16,384 points at up to 125 MHz.</summary>
/// <remarks>
/// <para>
/// Time zero is the trigger, to the sample; with the source <see cref="TriggerSource.Immediately"/> it is the first point. Voltages have 14
/// bits, from -1 V to 0.99988 V. A trace takes four messages in two flights, and the polls for the trigger between them.
/// </para>
/// <para>Thread safe. Source: section 2.4 of docs/reference/red-pitaya.md.</para>
/// </remarks>
public sealed class RedPitayaScope : Scope
{
    private const int HalfBuffer = ScopeRegisters.BufferLength / 2;

    private readonly RedPitayaLink _link;
    private readonly uint[] _raw1 = new uint[ScopeRegisters.BufferLength];
    private readonly uint[] _raw2 = new uint[ScopeRegisters.BufferLength];
    private readonly uint[] _pointer = new uint[1];
    private readonly RegisterOperation[] _arm = new RegisterOperation[4];
    private readonly RegisterOperation[] _read;
    private AcquisitionPlan _plan;
    private bool _isArmed;

    internal RedPitayaScope(string name, RedPitayaLink link)
        : base(name)
    {
        _link = link;
        _read =
        [
            RegisterOperation.Read(ScopeRegisters.At(ScopeRegisters.TriggerPointer), _pointer),
            RegisterOperation.Read(ScopeRegisters.At(ScopeRegisters.Channel1Buffer), _raw1),
            RegisterOperation.Read(ScopeRegisters.At(ScopeRegisters.Channel2Buffer), _raw2),
        ];
        Input1 = AddSetting("input_1", DspSlot.Input1, "The signal of channel 1.", ScopeInputs);
        Input2 = AddSetting("input_2", DspSlot.Input2, "The signal of channel 2.", ScopeInputs);
        SamplingInterval = AddSetting(
            "sampling_interval",
            8.192 * us,
            "Time from one point to the next: 8 ns times a power of two, rounded down.",
            new Limits(8 * ns, ScopeRegisters.MaximumDecimation * 8 * ns),
            round: value => (DecimationOf(value) * 8 * ns).To(us));
        IsAveragingInterval = AddSetting("averages_interval", true, "Whether a point is the mean over its interval, not one sample.");
        TriggerSource = AddSetting("trigger_source", Instruments.TriggerSource.Immediately, "What starts a trace.", Enum.GetValues<TriggerSource>());
        TriggerEdge = AddSetting("trigger_edge", Instruments.TriggerEdge.Positive, "The direction of the crossing.", Enum.GetValues<TriggerEdge>());
        TriggerLevel = AddSetting(
            "trigger_level", 0 * V, "The voltage that is crossed.", SignalLimits, value => Fpga.Signal.Round(value.In(V)) * V);
        TriggerHysteresis = AddSetting(
            "trigger_hysteresis",
            2.44140625 * mV,
            "How far the signal must have been on the other side of the level.",
            new Limits(0 * V, 1 * V),
            value => (ScopeRegisters.HysteresisCodec.Round(value.In(V)) * V).To(mV));
        TriggerDelay = AddSetting(
            "trigger_delay", 0 * s, "Time from the trigger to the middle of the trace.", new Limits(-5 * s, 1000 * s));
        TriggerTimeout = AddSetting(
            "trigger_timeout", 10 * s, "How long a trigger is waited for.", new Limits(1 * ms, 1_000_000 * s));
    }

    /// <inheritdoc/>
    /// <value>16,384.</value>
    public override int Points => ScopeRegisters.BufferLength;

    /// <summary>Gets the signal of channel 1.</summary>
    /// <value>By default the input in1.</value>
    public SelectionParameter<DspSlot> Input1 { get; }

    /// <summary>Gets the signal of channel 2.</summary>
    /// <value>By default the input in2.</value>
    public SelectionParameter<DspSlot> Input2 { get; }

    /// <summary>Gets the time from one point to the next: 8 ns times a power of two up to 65,536; rounded down to one of these.</summary>
    /// <value>By default 8.192 us, so that a trace lasts 134 ms.</value>
    public override QuantityParameter SamplingInterval { get; }

    /// <inheritdoc/>
    /// <value>By default <see langword="true"/>.</value>
    public override Parameter<bool> IsAveragingInterval { get; }

    /// <inheritdoc/>
    /// <value>By default <see cref="TriggerSource.Immediately"/>.</value>
    public override SelectionParameter<TriggerSource> TriggerSource { get; }

    /// <inheritdoc/>
    /// <value>By default <see cref="TriggerEdge.Positive"/>; the generators and the trigger module have no edge.</value>
    public override SelectionParameter<TriggerEdge> TriggerEdge { get; }

    /// <summary>Gets the voltage that the signal crosses, from -1 V to 0.99988 V; rounded to 1/8192 V.</summary>
    /// <value>By default 0 V.</value>
    public override QuantityParameter TriggerLevel { get; }

    /// <summary>Gets how far the signal must have been on the other side of the level before it counts; rounded to 1/8192 V.</summary>
    /// <value>By default 2.44 mV (20/8192 V).</value>
    public QuantityParameter TriggerHysteresis { get; }

    /// <summary>Gets the time from the trigger to the middle of the trace; the shortest is half the duration less one point, negative.</summary>
    /// <value>By default 0 s; rounded to a sampling interval. Not used by <see cref="TriggerSource.Immediately"/>.</value>
    public override QuantityParameter TriggerDelay { get; }

    /// <inheritdoc/>
    /// <value>By default 10 s; counted from when the trace could be complete.</value>
    public override QuantityParameter TriggerTimeout { get; }

    internal static Limits SignalLimits { get; } = new(-1 * V, Fpga.Signal.Maximum * V);

    private static DspSlot[] ScopeInputs { get; } =
        [.. Enum.GetValues<DspSlot>()];

    /// <inheritdoc/>
    protected override async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        _plan = AcquisitionPlan.Make(this);
        RegisterOperation[] setup =
        [
            RegisterOperation.Write(DspRegisters.At(DspSlot.Generator1, DspRegisters.InputSelect), (uint)Input1.LastKnown),
            RegisterOperation.Write(DspRegisters.At(DspSlot.Generator2, DspRegisters.InputSelect), (uint)Input2.LastKnown),
            RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Decimation), (uint)_plan.Decimation),
            RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Average), IsAveragingInterval.LastKnown ? 1u : 0u),
            RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Threshold), Fpga.Signal.Encode(TriggerLevel.LastKnown.In(V))),
            RegisterOperation.Write(
                ScopeRegisters.At(ScopeRegisters.Hysteresis),
                ScopeRegisters.HysteresisCodec.Encode(TriggerHysteresis.LastKnown.In(V))),
        ];
        await _link.ExchangeAsync(setup, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        _arm[0] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ResetBit);
        _arm[1] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.TriggerDelay), _plan.PointsAfterTrigger);
        _arm[2] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ArmBit);
        _arm[3] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.TriggerSource), (uint)_plan.Source);
    }

    /// <inheritdoc/>
    protected override async ValueTask<ScopeTrace> AcquireTraceAsync(CancellationToken cancellationToken)
    {
        _isArmed = true;
        await _link.ExchangeAsync(_arm, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        await WaitUntilCompleteAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        _isArmed = false;
        await _link.ExchangeAsync(_read, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        int oldest = (int)((_pointer[0] + _plan.PointsAfterTrigger + 1) % ScopeRegisters.BufferLength);
        return new ScopeTrace(ToTrace(_raw1, oldest), ToTrace(_raw2, oldest));
    }

    /// <inheritdoc/>
    protected override async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        if (_isArmed)
        {
            _isArmed = false;
            await _link.WriteAsync(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ResetBit, isUrgent: true, cancellationToken)
                .ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private static int DecimationOf(Quantity interval)
    {
        double cycles = Math.Clamp(interval.In(ns) / 8, 1, ScopeRegisters.MaximumDecimation);
        return 1 << (int)Math.Floor(Math.Log2(cycles * (1 + 1e-12)));
    }

    private Trace<double> ToTrace(uint[] raw, int oldest)
    {
        double[] volts = new double[ScopeRegisters.BufferLength];
        int older = ScopeRegisters.BufferLength - oldest;
        Fpga.Signal.Decode(raw.AsSpan(oldest), volts.AsSpan(0, older));
        Fpga.Signal.Decode(raw.AsSpan(0, oldest), volts.AsSpan(older));
        return new Trace<double>(_plan.Axis, volts, V);
    }

    /// <summary>Sleeps until the trace can be complete, then polls, more and more slowly, until it is.</summary>
    private async ValueTask WaitUntilCompleteAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = TimeSpan.FromMicroseconds(100);
        TimeSpan longestPause = TimeSpan.FromMilliseconds(20);
        await Clock.Delay(_plan.ShortestTime, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        long due = Clock.Current.GetTimestamp();
        while (true)
        {
            uint status = await _link.ReadAsync(ScopeRegisters.At(ScopeRegisters.Control), cancellationToken)
                .ConfigureAwait(EventLoop.IsCurrent);
            if ((status & (ScopeRegisters.ArmBit | ScopeRegisters.DelayRunningBit)) == 0)
            {
                return;
            }

            bool hasTriggered = (status & ScopeRegisters.DelayRunningBit) != 0;
            if (!hasTriggered && Clock.Current.GetElapsedTime(due) > _plan.TriggerTimeout)
            {
                throw new TimeoutException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Scope '{Name}' saw no trigger ({_plan.Source}, level {TriggerLevel.LastKnown}) within {_plan.TriggerTimeout.TotalSeconds} s."));
            }

            await Clock.Delay(pause, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            pause = pause * 2 < longestPause ? pause * 2 : longestPause;
        }
    }

    /// <summary>Is what a run needs of the settings, as they were when it was prepared.</summary>
    private readonly record struct AcquisitionPlan(
        int Decimation, uint PointsAfterTrigger, ScopeTriggerSource Source, Axis Axis, TimeSpan ShortestTime, TimeSpan TriggerTimeout)
    {
        public static AcquisitionPlan Make(RedPitayaScope scope)
        {
            int decimation = DecimationOf(scope.SamplingInterval.LastKnown);
            Quantity interval = (decimation * 8 * ns).To(s);
            ScopeTriggerSource source = SourceOf(scope.TriggerSource.LastKnown, scope.TriggerEdge.LastKnown);
            bool isImmediate = source == ScopeTriggerSource.Immediately;
            double delayPoints = isImmediate ? HalfBuffer : Math.Round((scope.TriggerDelay.LastKnown / interval).In(null));
            double after = delayPoints + HalfBuffer;
            if (after is < 1 or > uint.MaxValue)
            {
                throw new LimitException(
                    $"Scope '{scope.Name}' takes a trigger delay of {(1 - HalfBuffer) * interval} to {((double)uint.MaxValue - HalfBuffer) * interval} "
                    + $"at a sampling interval of {interval}; {scope.TriggerDelay.LastKnown} is outside.");
            }

            // The trigger is sample 16,384 - delay - 1 of the trace; without one the trace begins at zero.
            double first = isImmediate ? 0 : after - (ScopeRegisters.BufferLength - 1);
            Axis axis = Axis.Uniform("time", first * interval, interval, ScopeRegisters.BufferLength);
            double points = Math.Max(ScopeRegisters.BufferLength, after);
            return new AcquisitionPlan(
                decimation, (uint)after, source, axis, (points * interval).ToTimeSpan(), scope.TriggerTimeout.LastKnown.ToTimeSpan());
        }

        private static ScopeTriggerSource SourceOf(TriggerSource source, TriggerEdge edge)
        {
            bool isPositive = edge == Instruments.TriggerEdge.Positive;
            return source switch
            {
                Instruments.TriggerSource.Immediately => ScopeTriggerSource.Immediately,
                Instruments.TriggerSource.Channel1 when isPositive => ScopeTriggerSource.Channel1PositiveEdge,
                Instruments.TriggerSource.Channel1 => ScopeTriggerSource.Channel1NegativeEdge,
                Instruments.TriggerSource.Channel2 when isPositive => ScopeTriggerSource.Channel2PositiveEdge,
                Instruments.TriggerSource.Channel2 => ScopeTriggerSource.Channel2NegativeEdge,
                Instruments.TriggerSource.External when isPositive => ScopeTriggerSource.ExternalPositiveEdge,
                Instruments.TriggerSource.External => ScopeTriggerSource.ExternalNegativeEdge,
                Instruments.TriggerSource.Generator1 => ScopeTriggerSource.Generator1,
                Instruments.TriggerSource.Generator2 => ScopeTriggerSource.Generator2,
                _ => ScopeTriggerSource.TriggerModule,
            };
        }
    }
}
