using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Simulation.Motion;
using Tutti.Testing;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.Tests.Motion;

public sealed class SimulatedMotorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Position_Set_MovesThereAndStands()
    {
        await using var motor = new SimulatedMotor("motor");
        await motor.Velocity.SetAsync(1 * m / s, Cancellation);

        await motor.Position.SetAsync(2 * mm, Cancellation);

        Assert.Equal(2 * mm, await motor.Position.GetAsync(Cancellation));
        Assert.Equal(MotorState.Standing, motor.State);
    }

    [Fact]
    public async Task Position_SetCancelled_StandsBeforeTheCancelIsDone()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await using var motor = new SimulatedMotor("motor");
        await motor.Velocity.SetAsync(1 * um / s, Cancellation);
        Future move = motor.Position.SetAsync(100 * mm, Cancellation);
        Assert.Equal(MotorState.Moving, motor.State);

        CancelReport report = await move.CancelAsync();

        Assert.Equal(MotorState.Standing, motor.State);
        StopReport stopped = Assert.Single(report.Devices);
        Assert.Equal(("motor", StopOutcome.Stopped, motor.Position.LastKnown), (stopped.Device, stopped.Outcome, stopped.Value));
        Assert.Equal(await motor.Position.GetAsync(Cancellation), await motor.Position.GetAsync(Cancellation));
        Assert.True(motor.Position.LastKnown < 50 * mm);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CancelAsync_InAVirtualRun_StandsWhereItWasThen(bool blocks)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        for (int seed = 0; seed < 20; seed++)
        {
            StopReport stopped = Virtual.Run(
                async () =>
                {
                    await using var motor = new SimulatedMotor("motor");
                    Future procedure = blocks
                        ? Future.Run(void () => motor.Position.SetAsync(20 * mm, Cancellation).Join(), Cancellation)
                        : Future.Start(async () => await motor.Position.SetAsync(20 * mm, Cancellation), Cancellation);
                    await Clock.Delay(500 * ms, Cancellation);
                    CancelReport report = await procedure.CancelAsync();
                    Assert.True(procedure.IsCancelled);
                    return Assert.Single(report.Devices);
                },
                seed);

            Assert.Equal(StopOutcome.Stopped, stopped.Outcome);
            Assert.InRange(Assert.IsType<Quantity>(stopped.Value).In(mm), 4.99, 5.01);
        }
    }

    [Fact]
    public void CancelAsync_DeadDeviceInAVirtualRun_IsUnconfirmedAfterTheDeadlineOfTheStop()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        (CancelReport report, TimeSpan duration) = Virtual.Run(async () =>
        {
            await using var dead = new DeadDevice();
            Future home = dead.HomeAsync();
            await Clock.Delay(1 * ms, Cancellation);
            long start = Clock.Current.GetTimestamp();
            return (await home.CancelAsync(), Clock.Current.GetElapsedTime(start));
        });

        Assert.Equal(StopOutcome.Unconfirmed, Assert.Single(report.Devices).Outcome);
        Assert.InRange(duration, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.001));
    }

    [Fact]
    public async Task Pump_Runs_MovesAVolume()
    {
        await using var pump = new SimulatedPump("pump");
        await pump.FlowRate.SetAsync(40 * mm3 / s, Cancellation);
        await Clock.Delay(1 * ms, Cancellation);
        await pump.StopAsync();

        Assert.True(await pump.Volume.GetAsync(Cancellation) >= 0.04 * mm3);
        Assert.Equal(0 * mm3 / s, await pump.FlowRate.GetAsync(Cancellation));
        await Assert.ThrowsAsync<LimitException>(async () => await pump.FlowRate.SetAsync(41 * mm3 / s, Cancellation));
    }

    /// <summary>A device that answers nothing: neither its command nor its stop ever returns.</summary>
    private sealed class DeadDevice() : Device("dead")
    {
        public Future HomeAsync() => CommandAsync("home", _ => Answer(), Cancellation);

        protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken) => await Answer();

        private static Task Answer() => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
    }
}
