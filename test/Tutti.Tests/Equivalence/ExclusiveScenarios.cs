using Tutti.Equivalence;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Equivalence;

/// <summary>Exclusive access, as far as nobody else on the same thread holds it.</summary>
public sealed class ExclusiveScenarios
{
    [Fact]
    public void Acquire_HoldAndReturn() => Scenario.Agrees(
        async transcript =>
        {
            var motor = new Stage("motor");
            var pump = new Stage("pump");
            Lease lease;
            using (lease = await Exclusive.AcquireAsync(motor, pump["speed"]))
            {
                transcript.Add("held", new object?[] { lease.IsHeld, motor.Owner?.Purpose, pump.Speed.Owner?.Purpose, pump.Owner });
                await motor.Position.SetAsync(2 * mm);
                await pump.Position.SetAsync(3 * mm);
            }

            transcript.Add("returned", new object?[] { lease.IsHeld, motor.Owner, pump.Speed.Owner });
            await Future.Run(
                () =>
                {
                    using (Exclusive.Acquire(motor))
                    {
                        transcript.Add("holder", motor.Owner!.Holder);
                        motor.Position.Value = 1 * mm;
                    }
                },
                name: "a procedure");
            using (await Exclusive.AcquireAsync([motor, pump], TimeSpan.FromMinutes(1)))
            {
                await Future.All(motor.Position.SetAsync(0 * mm), pump.Position.SetAsync(0 * mm));
            }

            transcript.Try("adopted when it is over", () => lease.Adopt());
            transcript.Add("log", motor.Log);
        },
        """
        held: [True, motor, pump['speed'], motor, pump['speed'], null]
        returned: [False, null, null]
        holder: a procedure
        adopted when it is over: ObjectDisposedException: The lease was given back already: acquire again.
        log: [begin 2 mm, end 2 mm, begin 1 mm, end 1 mm, begin 0 mm, end 0 mm]
        """);

    [Fact]
    public void Acquire_Refused() => Scenario.Agrees(
        async transcript =>
        {
            var motor = new Stage("motor");
            await transcript.TryAsync("nothing", async () => await Exclusive.AcquireAsync([]));
            await transcript.TryAsync("a null", async () => await Exclusive.AcquireAsync(motor, null!));
            await transcript.TryAsync("negative time", async () => await Exclusive.AcquireAsync([motor], TimeSpan.FromSeconds(-1)));
            await transcript.TryAsync(
                "cancelled before", async () => await Exclusive.AcquireAsync([motor], cancellationToken: new CancellationToken(canceled: true)));
            using var source = new CancellationTokenSource();
            await transcript.OutcomeAsync("within a cancelled future", Future.Start(
                async () =>
                {
                    await source.CancelAsync();
                    using (await Exclusive.AcquireAsync(motor))
                    {
                        transcript.Add("never");
                    }
                },
                source.Token,
                "future"));
            transcript.Add("owner", motor.Owner?.Holder);
        },
        """
        nothing: ArgumentException: To acquire nothing makes no sense: name at least one device or parameter. (Parameter 'resources')
        a null: ArgumentNullException: Value cannot be null. (Parameter 'second')
        negative time: ArgumentOutOfRangeException: timeout ('-00:00:01') must be greater than or equal to '00:00:00'. (Parameter 'timeout')
        cancelled before: OperationCanceledException: Exclusive access to motor was not asked for, since that was cancelled before.
        within a cancelled future: OperationCanceledException: The future 'future' was cancelled.
        owner: null
        """);

    [Fact]
    public void Acquire_NestedAndShared() => Scenario.Agrees(
        async transcript =>
        {
            var motor = new Stage("motor");
            var pump = new Stage("pump");
            int inside = 0;
            int most = 0;
            using (await Exclusive.AcquireAsync(motor))
            {
                using (await Exclusive.AcquireAsync(motor, pump))
                {
                    await motor.Position.SetAsync(1 * mm);
                }

                transcript.Add("pump after the inner one", pump.Owner);
                Future[] children = [.. Enumerable.Range(0, 5).Select(i => Future.Start(async () =>
                {
                    using (await Exclusive.AcquireAsync(motor))
                    {
                        most = Math.Max(most, ++inside);
                        await Task.Yield();
                        await motor.Position.SetAsync(i * mm);
                        inside--;
                    }
                }))];
                await Future.All(children);
                transcript.Add("children inside at a time", most);
                await Future.Run(() => motor.Position.Value = 7 * mm);
                using (Lease handed = (await AcquireAsync(motor)).Adopt())
                {
                    await motor.Position.SetAsync(8 * mm);
                }

                transcript.Add("owner of the motor", motor.Owner?.Purpose);
            }

            transcript.Add("owner of the motor", motor.Owner);
            transcript.Add("first and last", new object[] { motor.Log.First(), motor.Log.Last(), motor.Log.Count });
        },
        """
        pump after the inner one: null
        children inside at a time: 1
        owner of the motor: motor
        owner of the motor: null
        first and last: [begin 1 mm, end 8 mm, 16]
        """);

    [Fact]
    public void Acquire_FailuresInside_ReturnIt() => Scenario.Agrees(
        async transcript =>
        {
            var motor = new Stage("motor");
            await transcript.OutcomeAsync("fails inside", Future.Start(async () =>
            {
                using (await Exclusive.AcquireAsync(motor))
                {
                    await motor.Position.SetAsync(11 * mm);
                }
            }));
            transcript.Add("owner", motor.Owner);
            await transcript.OutcomeAsync("stops inside", Future.Run(() =>
            {
                using (Exclusive.Acquire(motor))
                {
                    motor.StopAsync().Join();
                }
            }));
#pragma warning disable TUTTI011 // That nobody returns it is what is tried out.
            await transcript.OutcomeAsync("kept beyond its future", Future.Start(async () => { _ = await Exclusive.AcquireAsync(motor.Speed); }));
#pragma warning restore TUTTI011
            transcript.Add("still held", motor.Speed.Owner?.Purpose);
            await transcript.OutcomeAsync("another parameter", motor.Position.SetAsync(1 * mm));
        },
        """
        fails inside: LimitException: Parameter motor['position'] takes -10 mm to 10 mm; 11 mm is outside.
        owner: null
        stops inside: done
        kept beyond its future: done
        still held: motor['speed']
        another parameter: done
        """);

    [Fact]
    public void Acquire_HeldByAnotherThread_Waits() => Scenario.Agrees(
        async transcript =>
        {
            var motor = new Stage("motor");
            using var isHeld = new ManualResetEventSlim();
            using var isAsked = new ManualResetEventSlim();
            var thread = new Thread(() =>
            {
                using (Exclusive.Acquire(motor))
                {
                    isHeld.Set();
                    isAsked.Wait();
                    Thread.Yield();
                    transcript.Add("the other gives it back");
                }
            })
            {
                IsBackground = true,
            };
            thread.UnsafeStart();
            isHeld.Wait();
            await transcript.TryAsync("too late", async () =>
            {
                try
                {
                    return await Exclusive.AcquireAsync([motor], TimeSpan.FromMilliseconds(1));
                }
                catch (TimeoutException ex)
                {
                    throw new TimeoutException(ex.Message.Split(" since ")[0], ex);
                }
            });
            await transcript.OutcomeAsync("set", Future.Start(async () =>
            {
                isAsked.Set();
                await motor.Position.SetAsync(1 * mm);
                transcript.Add("this one has it");
            }));
            thread.Join();
        },
        """
        too late: TimeoutException: Exclusive access to motor was not granted within 0.001 s: motor is held by 'the main flow'
        the other gives it back
        this one has it
        set: done
        """);

    private static async Task<Lease> AcquireAsync(Stage motor)
    {
        await Task.Yield();
        return await Exclusive.AcquireAsync(motor);
    }
}
