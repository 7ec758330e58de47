using Tutti.Devices;
using Tutti.Equivalence;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence;

/// <summary>Parameters: each refusal, rounding, reading back, and drivers that throw.</summary>
public sealed class ParameterScenarios
{
    [Fact]
    public void SetAndGet() => Scenario.Agrees(
        async transcript =>
        {
            var stage = new Stage();
            transcript.Add("known", stage.Position.HasLastKnown);
            transcript.Try("last known before", () => stage.Position.LastKnown);
            await transcript.OutcomeAsync("set", stage.Position.SetAsync(1500 * um));
            await transcript.OutcomeAsync("get", stage.Position.GetAsync());
            transcript.Add("last known", stage.Position.LastKnown);
            stage.Position.Value = 2 * mm;
            transcript.Add("value", stage.Position.Value);
            await transcript.OutcomeAsync("object", stage["position"].GetObjectAsync());
            await transcript.OutcomeAsync("setting", stage.Speed.SetAsync(3 * mm / s));
            transcript.Add("setting", stage.Speed.Value);
            await transcript.OutcomeAsync("selection", stage.Mode.SetAsync("fast"));
            transcript.Add("selection", stage.Mode.Value);
            await transcript.OutcomeAsync("count", Future.Run(() => stage.Steps.Value = 4));
            await transcript.OutcomeAsync("write only", stage.Key.SetAsync("secret"));
            transcript.Add("log", stage.Log);
        },
        """
        known: False
        last known before: InvalidOperationException: Parameter stage['position'] was neither read nor set so far: get it first.
        set: done
        get: 1.5 mm
        last known: 1.5 mm
        value: 2 mm
        object: 2 mm
        setting: done
        setting: 3 mm/s
        selection: done
        selection: fast
        count: 4
        write only: done
        log: [begin 1.5 mm, end 1.5 mm, begin 2 mm, end 2 mm]
        """);

    [Fact]
    public void Refusals_AreInTheFuture() => Scenario.Agrees(
        async transcript =>
        {
            var stage = new Stage();
            Future wrongUnit = stage.Position.SetAsync(1 * V);
            transcript.Add("at once", wrongUnit.IsDone);
            await transcript.OutcomeAsync("unit", wrongUnit);
            await transcript.OutcomeAsync("limit", stage.Position.SetAsync(11 * mm));
            await transcript.OutcomeAsync("not a number", stage.Position.SetAsync(double.NaN * mm));
            await transcript.OutcomeAsync("option", stage.Mode.SetAsync("medium"));
            await transcript.OutcomeAsync("count", stage.Steps.SetAsync(11));
            await transcript.OutcomeAsync("read-only", stage.Temperature.SetAsync(1 * K));
            await transcript.OutcomeAsync("write-only", stage.Key.GetAsync());
            transcript.Try("by its value", () => stage.Position.Value = 11 * mm);
            stage.Position.SetLimits(new Limits(0 * mm, 1 * mm));
            await transcript.OutcomeAsync("narrower limit", stage.Position.SetAsync(2 * mm));
            transcript.Try("limits of another dimension", () => stage.Position.SetLimits(new Limits(0 * V, 1 * V)));
            stage.RefusesSets = true;
            await transcript.OutcomeAsync("state", stage.Position.SetAsync(0.5 * mm));
            stage.Position.Lock();
            await transcript.OutcomeAsync("locked", stage.Position.SetAsync(0.5 * mm));
            stage.Position.Unlock();
            stage.Lock(permanently: true);
            await transcript.OutcomeAsync("locked device", stage.Position.SetAsync(0.5 * mm));
            transcript.Try("unlocked again", stage.Unlock);
            await transcript.OutcomeAsync("cancelled before", stage.Position.SetAsync(0.5 * mm, new CancellationToken(canceled: true)));
            transcript.Add("log", stage.Log);
        },
        """
        at once: True
        unit: UnitException: Parameter stage['position'] is in mm; 1 V is something else.
        limit: LimitException: Parameter stage['position'] takes -10 mm to 10 mm; 11 mm is outside.
        not a number: LimitException: Parameter stage['position'] takes a number; NaN mm is none.
        option: LimitException: Parameter stage['mode'] takes one of slow, fast; medium is none of them.
        count: LimitException: Parameter stage['steps'] takes a whole number from 1 to 10; 11 is outside.
        read-only: ReadOnlyException: Parameter stage['temperature'] is read-only.
        write-only: ReadOnlyException: Parameter stage['key'] cannot be read, only set.
        by its value: LimitException: Parameter stage['position'] takes -10 mm to 10 mm; 11 mm is outside.
        narrower limit: LimitException: Parameter stage['position'] takes 0 mm to 1 mm; 2 mm is outside.
        limits of another dimension: UnitException: Parameter stage['position'] is in mm; 0 V is something else.
        state: StateException: Device 'stage' is disabled.
        locked: LockedException: Parameter stage['position'] is locked against writing; unlock it first.
        locked device: LockedException: Device 'stage' is locked against writing; unlock it first.
        unlocked again: LockedException: Device 'stage' is locked permanently.
        cancelled before: OperationCanceledException: The future 'set stage['position']' was cancelled.
        log: []
        """);

    [Fact]
    public void Hardware_ThatMissesOrThrows() => Scenario.Agrees(
        async transcript =>
        {
            var stage = new Stage { Offset = 2 * um };
            await transcript.OutcomeAsync("missed", stage.Position.SetAsync(1 * mm));
            transcript.Add("reads back", stage.Position.LastKnown);
            var motor = new FaultyMotor();
            await transcript.OutcomeAsync("rounded", motor.Angle.SetAsync(1.26 * deg));
            transcript.Add("kept", motor.Angle.LastKnown);
            await transcript.OutcomeAsync("throws at once", motor.Position.SetAsync(1 * mm));
            await transcript.OutcomeAsync("throws later", motor.Position.SetAsync(2 * mm));
            await transcript.OutcomeAsync("throws a cancel of its own", motor.Position.SetAsync(3 * mm));
            await transcript.OutcomeAsync("throws when it is read", motor.Position.GetAsync());
            await transcript.OutcomeAsync("works", motor.Position.SetAsync(4 * mm));
            transcript.Try("caught by its value", () => motor.Position.Value);
        },
        """
        missed: DeviceException: Parameter stage['position'] was set to 1 mm, but reads back 1.002 mm: more than 1 um off.
        reads back: 1.002 mm
        rounded: done
        kept: 1.3 deg
        throws at once: IOException: 1 mm at once
        throws later: IOException: 2 mm later
        throws a cancel of its own: OperationCanceledException: 3 mm was given up
        throws when it is read: TimeoutException: silent
        works: done
        caught by its value: TimeoutException: silent
        """);

    [Fact]
    public void ReadNow_IsAReadLikeAnyOther() => Scenario.Agrees(
        async transcript =>
        {
            var gauge = new Gauge();
            await transcript.OutcomeAsync("get", gauge.Length.GetAsync());
            transcript.Add("last known", gauge.Length.LastKnown);
            transcript.Add("value", gauge.Length.Value);
            await transcript.OutcomeAsync("object", gauge["length"].GetObjectAsync());
            await transcript.OutcomeAsync("computed", gauge.Twice.GetAsync());
            using (await Exclusive.AcquireAsync(gauge))
            {
                await transcript.OutcomeAsync("held", gauge.Twice.GetAsync());
            }

            await transcript.OutcomeAsync("cancelled before", gauge.Length.GetAsync(new CancellationToken(canceled: true)));
            gauge.Read = () => 1 * V;
            await transcript.OutcomeAsync("another dimension", gauge.Length.GetAsync());
            gauge.Read = () => throw new TimeoutException("silent");
            await transcript.OutcomeAsync("throws", gauge.Length.GetAsync());
            transcript.Try("throws within another", () => gauge.Twice.Value);
            gauge.Read = () => throw new TaskCanceledException("of its own");
            await transcript.OutcomeAsync("throws a cancel of its own", gauge.Length.GetAsync());
            gauge.Read = () => Future.Run(() => 3 * mm).Result;
            await transcript.OutcomeAsync("blocks all the same", gauge.Length.GetAsync());
        },
        """
        get: 1.5 mm
        last known: 1.5 mm
        value: 1.5 mm
        object: 1.5 mm
        computed: 3 mm
        held: 3 mm
        cancelled before: OperationCanceledException: The future 'get gauge['length']' was cancelled.
        another dimension: UnitException: Parameter gauge['length'] is in mm; 1 V is something else.
        throws: TimeoutException: silent
        throws within another: TimeoutException: silent
        throws a cancel of its own: TaskCanceledException: of its own
        blocks all the same: 3 mm
        """);

    [Fact]
    public void Set_CancelledByWhatTheDriverDoes_StopsTheDevice() => Scenario.Agrees(
        async transcript =>
        {
            using var source = new CancellationTokenSource();
            var stage = new Stage();
            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            stage.Answer = never.Task;
            var thread = new Thread(() =>
            {
                while (stage.Log.Count == 0)
                {
                    Thread.Yield();
                }

                source.Cancel();
            })
            {
                IsBackground = true,
            };
            thread.UnsafeStart();
            await transcript.OutcomeAsync("set", stage.Position.SetAsync(1 * mm, source.Token));
            transcript.Add("log", stage.Log);
            stage.Answer = Task.CompletedTask;
            await transcript.OutcomeAsync("next", stage.Position.SetAsync(2 * mm));
        },
        """
        set: OperationCanceledException: The future 'set stage['position']' was cancelled.
        log: [begin 1 mm, stop]
        next: done
        """);

    private sealed class Gauge : Device
    {
        public Gauge()
            : base("gauge")
        {
            Length = AddQuantity("length", mm, "What it measures.", readNow: () => Read());
            Twice = AddQuantity("twice", mm, "Twice that.", readNow: () => Length!.Value * 2);
        }

        public QuantityParameter Length { get; }

        public QuantityParameter Twice { get; }

        public Func<Quantity> Read { get; set; } = () => 1500 * um;
    }

    private sealed class FaultyMotor : Device
    {
        public FaultyMotor()
            : base("motor")
        {
            Position = AddQuantity("position", mm, "Where it stands.", read: ReadAsync, write: WriteAsync);
            Angle = AddSetting("angle", 0 * deg, "How it is turned.", round: angle => Math.Round(angle.In(deg), 1) * deg);
        }

        public QuantityParameter Position { get; }

        public QuantityParameter Angle { get; }

        private static async ValueTask<Quantity> ReadAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw new TimeoutException("silent");
        }

        private static ValueTask WriteAsync(Quantity value, CancellationToken cancellationToken) => value.Value switch
        {
            1 => throw new IOException($"{value} at once"),
            2 => FailAsync(new IOException($"{value} later")),
            3 => FailAsync(new OperationCanceledException($"{value} was given up")),
            _ => ValueTask.CompletedTask,
        };

        private static async ValueTask FailAsync(Exception exception)
        {
            await Task.Yield();
            throw exception;
        }
    }
}
