using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Simulation.Motion;
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

        await move.CancelAsync();

        Assert.Equal(MotorState.Standing, motor.State);
        Assert.Equal(await motor.Position.GetAsync(Cancellation), await motor.Position.GetAsync(Cancellation));
        Assert.True(motor.Position.LastKnown < 50 * mm);
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
}
