using Tutti.Conventions;
using Tutti.Devices;
using Tutti.Execution;
using Tutti.Simulation.Motion;
using Tutti.Testing;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.Tests.Motion;

/// <summary>A simulated motor in virtual time.</summary>
public sealed class SimulatedMotorVirtualTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Position_SetInVirtualTime_TakesDistanceOverVelocityEveryTime()
    {
        static async Task MoveAsync()
        {
            await using var motor = new SimulatedMotor("motor");
            await motor.Velocity.SetAsync(1 * um / s, Cancellation);
            await motor.Position.SetAsync(10 * mm, Cancellation);
            Assert.Equal(10 * mm, await motor.Position.GetAsync(Cancellation));
        }

        TimeSpan elapsed = Virtual.Run(MoveAsync);

        Assert.InRange(elapsed, TimeSpan.FromSeconds(10_000), TimeSpan.FromSeconds(10_000.1));
        for (int seed = 0; seed < 10; seed++)
        {
            Assert.Equal(elapsed, Virtual.Run(MoveAsync, seed));
        }
    }

    [Fact]
    public void Position_SetByABlockingFunction_MovesInVirtualTime()
    {
        Quantities.Quantity halfway = Virtual.Run(async () => await Future.Run(
            () =>
            {
                var motor = new SimulatedMotor("motor");
                motor.Velocity.Value = 1 * um / s;
                Future move = motor.Position.SetAsync(100 * mm, Cancellation);
                Clock.Sleep(50_000 * s);
                Quantities.Quantity halfway = motor.Position.Value;
                move.Join();
                return halfway;
            },
            Cancellation));

        Assert.Equal(Asynchrony.IsDisabled ? 100 : 50, halfway.In(mm), 6); // Differences.NothingIsPending
    }

    [Fact]
    public void Position_SetCancelled_StandsBeforeTheCancelIsDoneInEveryOrder()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Virtual.Explore(
            async () =>
            {
                await using var motor = new SimulatedMotor("motor");
                Future move = motor.Position.SetAsync(100 * mm, Cancellation);
                await Clock.Delay(1 * s, Cancellation);
                Assert.Equal(MotorState.Moving, motor.State);

                await move.CancelAsync();

                Assert.Equal(MotorState.Standing, motor.State);
                Assert.Equal(10, (await motor.Position.GetAsync(Cancellation)).In(mm), 6);
            },
            seeds: 50);
    }
}
