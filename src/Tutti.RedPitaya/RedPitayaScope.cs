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
/// bits, from -1 V to 0.99988 V. A trace takes two flights: one arms, one reads the buffers; between them it polls for the trigger, if any.
/// </para>
/// <para>Thread safe. Source: section 2.4 of docs/reference/red-pitaya.md.</para>
/// </remarks>
public sealed class RedPitayaScope : Scope
{
    private const int HalfBuffer = ScopeRegisters.BufferLength / 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMicroseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan CompletionMargin = TimeSpan.FromSeconds(1);

    private readonly RedPitayaLink _link;
    private readonly uint[] _raw1 = new uint[ScopeRegisters.BufferLength];
    private readonly uint[] _raw2 = new uint[ScopeRegisters.BufferLength];
    private readonly uint[] _status = new uint[1];
    private readonly uint[] _pointer = new uint[1];
    private readonly RegisterOperation[] _arm = new RegisterOperation[4];
    private readonly RegisterOperation[] _read;
    private AcquisitionPlan? _plan;
    private bool _isArmed;

    internal RedPitayaScope(string name, RedPitayaLink link)
        : base(name)
    {
        _link = link;
        _read =
        [
            RegisterOperation.Read(ScopeRegisters.At(ScopeRegisters.Control), _status),
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
    /// <value>By default 10 s; counted from when there are enough points before it.</value>
    public override QuantityParameter TriggerTimeout { get; }

    internal static Limits SignalLimits { get; } = new(-1 * V, Fpga.Signal.Maximum * V);

    private static DspSlot[] ScopeInputs { get; } =
        [.. Enum.GetValues<DspSlot>()];

    /// <inheritdoc/>
    protected override TimeSpan StopDeadline => RedPitayaBoard.PartStopDeadline;

    /// <inheritdoc/>
    protected override async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        _link.ThrowIfClosing();
        AcquisitionPlan plan = _plan = AcquisitionPlan.Make(this);
        RegisterOperation[] setup =
        [
            RegisterOperation.Write(DspRegisters.At(DspSlot.Generator1, DspRegisters.InputSelect), (uint)Input1.LastKnown),
            RegisterOperation.Write(DspRegisters.At(DspSlot.Generator2, DspRegisters.InputSelect), (uint)Input2.LastKnown),
            RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Decimation), (uint)plan.Decimation),
            RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Average), IsAveragingInterval.LastKnown ? 1u : 0u),
            RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Threshold), Fpga.Signal.Encode(TriggerLevel.LastKnown.In(V))),
            RegisterOperation.Write(
                ScopeRegisters.At(ScopeRegisters.Hysteresis),
                ScopeRegisters.HysteresisCodec.Encode(TriggerHysteresis.LastKnown.In(V))),
        ];
        await _link.ExchangeAsync(setup, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        _arm[0] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ResetBit);
        _arm[1] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.TriggerDelay), plan.PointsAfterTrigger);
        _arm[2] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.Control), ScopeRegisters.ArmBit);
        _arm[3] = RegisterOperation.Write(ScopeRegisters.At(ScopeRegisters.TriggerSource), (uint)plan.Source);
    }

    /// <inheritdoc/>
    protected override async ValueTask<ScopeTrace> AcquireTraceAsync(CancellationToken cancellationToken)
    {
        AcquisitionPlan plan = _plan!;
        _isArmed = true;
        await _link.ExchangeAsync(_arm, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        long armed = Clock.Current.GetTimestamp();
        if (plan.Source == ScopeTriggerSource.Immediately)
        {
            // Complete at the first look, unless the board's clock is slow: the status comes along, which saves a round trip.
            await Clock.Delay(plan.ShortestTime, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await _link.ExchangeAsync(_read, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        if (plan.Source != ScopeTriggerSource.Immediately || !IsComplete(_status[0]))
        {
            await WaitUntilCompleteAsync(plan, armed, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await _link.ExchangeAsync(_read, cancellationToken: cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        _isArmed = false;
        int oldest = (int)(((long)_pointer[0] + plan.PointsAfterTrigger + 1) % ScopeRegisters.BufferLength);
        return new ScopeTrace(ToTrace(plan.Axis, _raw1, oldest), ToTrace(plan.Axis, _raw2, oldest));
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

    private static bool IsComplete(uint status) => (status & (ScopeRegisters.ArmBit | ScopeRegisters.DelayRunningBit)) == 0;

    private static int DecimationOf(Quantity interval)
    {
        double cycles = Math.Clamp(interval.In(ns) / 8, 1, ScopeRegisters.MaximumDecimation);
        return 1 << (int)Math.Floor(Math.Log2(cycles * (1 + 1e-12)));
    }

    private static Trace<double> ToTrace(Axis axis, uint[] raw, int oldest)
    {
        double[] volts = GC.AllocateUninitializedArray<double>(ScopeRegisters.BufferLength);
        int older = ScopeRegisters.BufferLength - oldest;
        Fpga.Signal.Decode(raw.AsSpan(oldest), volts.AsSpan(0, older));
        Fpga.Signal.Decode(raw.AsSpan(0, oldest), volts.AsSpan(older));
        return new Trace<double>(axis, volts, V);
    }

    /// <summary>Sleeps until the trace can be complete, then polls, more and more slowly, until it is.</summary>
    private async ValueTask WaitUntilCompleteAsync(AcquisitionPlan plan, long armed, CancellationToken cancellationToken)
    {
        bool hasTriggered = false;
        TimeSpan deadline = plan.TriggerDeadline;
        TimeSpan pause = FirstPause;
        TimeSpan first = plan.ShortestTime < deadline ? plan.ShortestTime : deadline;
        await Clock.Delay(first - Clock.Current.GetElapsedTime(armed), cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        while (true)
        {
            uint status = await _link.ReadAsync(ScopeRegisters.At(ScopeRegisters.Control), cancellationToken)
                .ConfigureAwait(EventLoop.IsCurrent);
            if (IsComplete(status))
            {
                return;
            }

            TimeSpan elapsed = Clock.Current.GetElapsedTime(armed);
            if (!hasTriggered && (status & ScopeRegisters.DelayRunningBit) != 0)
            {
                hasTriggered = true;
                deadline = elapsed + (plan.TimeAfterTrigger * 1.01) + CompletionMargin;
            }

            if (elapsed > deadline)
            {
                throw hasTriggered
                    ? new TimeoutException(FormattableString.Invariant(
                        $"Scope '{Name}' has triggered, but its trace is not complete {elapsed.TotalSeconds:G4} s after it was armed."))
                    : new TimeoutException(FormattableString.Invariant(
                        $"Scope '{Name}' saw no trigger ({plan.Awaited}) within {plan.TriggerTimeout.TotalSeconds} s: check source, level and signal."));
            }

            TimeSpan left = hasTriggered ? plan.ShortestTime - elapsed : TimeSpan.Zero;
            await Clock.Delay(left > pause ? left : pause, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Is what a run needs of the settings, as they were when it was prepared.</summary>
    private sealed record AcquisitionPlan
    {
        public required int Decimation { get; init; }

        public required uint PointsAfterTrigger { get; init; }

        public required ScopeTriggerSource Source { get; init; }

        /// <summary>Gets what the trigger is, for messages.</summary>
        public required string Awaited { get; init; }

        public required Axis Axis { get; init; }

        /// <summary>Gets the time from arming until the trace can be complete.</summary>
        public required TimeSpan ShortestTime { get; init; }

        public required TimeSpan TimeAfterTrigger { get; init; }

        public required TimeSpan TriggerTimeout { get; init; }

        /// <summary>Gets the time from arming until there must have been a trigger.</summary>
        public required TimeSpan TriggerDeadline { get; init; }

        public static AcquisitionPlan Make(RedPitayaScope scope)
        {
            int decimation = DecimationOf(scope.SamplingInterval.LastKnown);
            Quantity interval = (decimation * 8 * ns).To(s);
            ScopeTriggerSource source = SourceOf(scope.TriggerSource.LastKnown, scope.TriggerEdge.LastKnown);
            uint after = PointsAfter(scope, interval, source);
            ThrowIfOutOfReach(scope, source);

            // The trigger is sample 16,384 - delay - 1 of the trace; without one the trace begins at zero.
            bool isImmediate = source == ScopeTriggerSource.Immediately;
            double first = isImmediate ? 0 : after - (ScopeRegisters.BufferLength - 1.0);
            double before = Math.Max(0, ScopeRegisters.BufferLength - (double)after);
            TimeSpan timeout = scope.TriggerTimeout.LastKnown.ToTimeSpan();
            return new AcquisitionPlan
            {
                Decimation = decimation,
                PointsAfterTrigger = after,
                Source = source,
                Awaited = Describe(source, scope.TriggerLevel.LastKnown),
                Axis = Axis.Uniform("time", first * interval, interval, ScopeRegisters.BufferLength),
                ShortestTime = ((before + after) * interval).ToTimeSpan(),
                TimeAfterTrigger = ((double)after * interval).ToTimeSpan(),
                TriggerTimeout = timeout,
                TriggerDeadline = (before * interval).ToTimeSpan() + timeout,
            };
        }

        private static uint PointsAfter(RedPitayaScope scope, Quantity interval, ScopeTriggerSource source)
        {
            if (source == ScopeTriggerSource.Immediately)
            {
                return ScopeRegisters.BufferLength;
            }

            double after = Math.Round((scope.TriggerDelay.LastKnown / interval).In(null)) + HalfBuffer;
            if (after is >= 1 and <= uint.MaxValue)
            {
                return (uint)after;
            }

            throw new LimitException(string.Create(
                CultureInfo.InvariantCulture,
                $"Scope '{scope.Name}' takes a trigger delay of {((1 - HalfBuffer) * interval).In(us):G10} us to "
                + $"{(((double)uint.MaxValue - HalfBuffer) * interval).In(s):G6} s at a sampling interval of {interval.In(us):G10} us; "
                + $"{scope.TriggerDelay.LastKnown.In(us):G10} us is outside."));
        }

        /// <summary>Refuses a hysteresis that reaches beyond what 14 bits hold: the board's comparator would wrap around.</summary>
        private static void ThrowIfOutOfReach(RedPitayaScope scope, ScopeTriggerSource source)
        {
            if (!IsEdge(source))
            {
                return;
            }

            double level = scope.TriggerLevel.LastKnown.In(V);
            double hysteresis = scope.TriggerHysteresis.LastKnown.In(V);
            double room = IsPositive(source) ? level - Fpga.Signal.Minimum : Fpga.Signal.Maximum - level;
            if (hysteresis > room)
            {
                throw new LimitException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Scope '{scope.Name}' takes a trigger hysteresis of 0 V to {room:G6} V at a level of {level:G6} V and this edge; "
                    + $"{hysteresis:G6} V is outside."));
            }
        }

        private static bool IsEdge(ScopeTriggerSource source) =>
            source is >= ScopeTriggerSource.Channel1PositiveEdge and <= ScopeTriggerSource.Channel2NegativeEdge;

        private static bool IsPositive(ScopeTriggerSource source) =>
            source is ScopeTriggerSource.Channel1PositiveEdge or ScopeTriggerSource.Channel2PositiveEdge;

        private static string Describe(ScopeTriggerSource source, Quantity level) => source switch
        {
            ScopeTriggerSource.Immediately => "immediately",
            ScopeTriggerSource.Channel1PositiveEdge => $"channel 1 rising through {level}",
            ScopeTriggerSource.Channel1NegativeEdge => $"channel 1 falling through {level}",
            ScopeTriggerSource.Channel2PositiveEdge => $"channel 2 rising through {level}",
            ScopeTriggerSource.Channel2NegativeEdge => $"channel 2 falling through {level}",
            ScopeTriggerSource.ExternalPositiveEdge => "the external trigger going high",
            ScopeTriggerSource.ExternalNegativeEdge => "the external trigger going low",
            ScopeTriggerSource.Generator1 => "generator 1 beginning a period",
            ScopeTriggerSource.Generator2 => "generator 2 beginning a period",
            _ => "the trigger module",
        };

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
