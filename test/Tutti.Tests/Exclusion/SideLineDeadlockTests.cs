using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Quantities;
using Tutti.Tests.Devices;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>Circles out of which a side line of somebody's work might help: they are deadlocks when that line has ended, and not before.</summary>
public sealed class SideLineDeadlockTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    public void AcquireAsync_WhenTheLastSideLineHasEnded_OneThrows(int? seed)
    {
        TimeSpan Run() => OnLoop.RunInVirtualTime(() => OneThrowsAsync(HoldBothAsync(_motor, _pump, 1 * s), HoldBothAsync(_pump, _motor, 3 * s)), seed);

        TimeSpan elapsed = Run();

        Assert.InRange(elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.1));
        Assert.Equal(elapsed, Run());
    }

    [Fact]
    public Task AcquireAsync_OnALoopInRealTime_OneThrows() => HangGuard.RunAsync(() =>
    {
        OnLoop.SkipIfOff();
        EventLoop.Run(() => OneThrowsAsync(HoldBothAsync(_motor, _pump, 20 * ms), HoldBothAsync(_pump, _motor, 30 * ms)));
    });

    [Fact]
    public Task AcquireAsync_OnThePoolInRealTime_OneThrows() => HangGuard.RunAsync(() =>
    {
        OnLoop.SkipIfOff();
        var bothHold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future[] both = [HoldBothAsync(_motor, _pump, 20 * ms, bothHold.Task), HoldBothAsync(_pump, _motor, 30 * ms, bothHold.Task)];
        bothHold.SetResult();
        return OneThrowsAsync(both[0], both[1]);
    });

    [Fact]
    public void Acquire_OnWorkers_OneThrows() => OnLoop.RunInVirtualTime(() =>
    {
        Future HoldBoth(Stage first, Stage second, int seconds) => Future.Run(
            () =>
            {
                using (Exclusive.Acquire(first))
                {
                    _ = TickAsync(seconds * s);
                    Clock.Sleep(10 * ms);
                    using (Exclusive.Acquire(second))
                    {
                    }
                }
            },
            Cancellation);

        return OneThrowsAsync(HoldBoth(_motor, _pump, 1), HoldBoth(_pump, _motor, 3));
    });

    [Fact]
    public void Await_OfFuturesInACircle_ThrowsWhenTheSideLineHasEnded() => OnLoop.RunInVirtualTime(async () =>
    {
        Future? first = null;
        async Task AwaitEachOtherAsync(Func<Future?> other)
        {
            Task side = TickAsync(3 * s);
            await Clock.Delay(10 * ms);
            await other()!;
            await side;
        }

        Future second = Future.Start(() => AwaitEachOtherAsync(() => first), Cancellation, "second");
        first = Future.Start(() => AwaitEachOtherAsync(() => second), Cancellation, "first");

        await OnLoop.ThrowsDeadlockAsync(first);
        await OnLoop.ThrowsDeadlockAsync(second); // as its await of the other does
    });

    [Fact]
    public void AcquireAsync_SideLineAwaitsAChild_ThrowsWhenThatHasEnded() => OnLoop.RunInVirtualTime(() =>
    {
        Future Hold(Stage first, Stage second) => OnLoop.Outside(
            async () =>
            {
                async Task SideAsync() => await Future.Start(() => TickAsync(3 * s));
                using (await Exclusive.AcquireAsync(first))
                {
                    Task side = SideAsync();
                    await Clock.Delay(10 * ms);
                    using (await Exclusive.AcquireAsync(second))
                    {
                    }

                    await side;
                }
            },
            first.Name);

        return OneThrowsAsync(Hold(_motor, _pump), Hold(_pump, _motor));
    });

    [Fact]
    public void AcquireAsync_SideLineGivesBackInTheEnd_IsGranted() => OnLoop.RunInVirtualTime(async () =>
    {
        Future giver = OnLoop.Outside(
            async () =>
            {
                Lease lease = await Exclusive.AcquireAsync(_motor);
                async Task GiveBackAsync()
                {
                    await TickAsync(3 * s);
                    lease.Dispose();
                }

                Task side = GiveBackAsync();
                await Clock.Delay(10 * ms);
                using (await Exclusive.AcquireAsync(_pump))
                {
                }

                await side;
            },
            "giver");
        Future taker = HoldBothAsync(_pump, _motor, 1 * s);

        await taker;
        await giver;
    });

    [Fact]
    public void AcquireAsync_SideLineCancelsIt_IsCancelled() => OnLoop.RunInVirtualTime(async () =>
    {
        using var watchdog = new CancellationTokenSource();
        async Task WatchAsync()
        {
            await TickAsync(3 * s);
            watchdog.Cancel();
        }

        Future watched = OnLoop.Outside(
            async () =>
            {
                using (await Exclusive.AcquireAsync(_motor))
                {
                    Task side = WatchAsync();
                    await Clock.Delay(10 * ms);
                    using (await Exclusive.AcquireAsync([_pump], cancellationToken: watchdog.Token))
                    {
                    }

                    await side;
                }
            },
            "watched");
        Future other = HoldBothAsync(_pump, _motor, 1 * s);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await watched);
        await other;
    });

    [Fact]
    public void All_WhoseFirstFailureCancelsTheRest_ThrowsWhenTheOthersHaveSucceeded() => OnLoop.RunInVirtualTime(async () =>
    {
        using (await Exclusive.AcquireAsync(_motor))
        {
            Future position = OnLoop.Outside(async () => await _motor.Position.SetAsync(1 * mm), "position");

            await OnLoop.ThrowsDeadlockAsync(Future.All([position, Clock.Delay(1 * h)], cancelRestOnFailure: true));
        }
    });

    [Fact]
    public void Any_WhoseFirstSuccessCancelsTheRest_ThrowsWhenTheOthersHaveFailed() => OnLoop.RunInVirtualTime(async () =>
    {
        static async Task FailLaterAsync()
        {
            await Clock.Delay(1 * h);
            throw new InvalidTimeZoneException();
        }

        using (await Exclusive.AcquireAsync(_motor))
        {
            Future position = OnLoop.Outside(async () => await _motor.Position.SetAsync(1 * mm), "position");
            Future failing = Future.Start(FailLaterAsync, Cancellation);

            await OnLoop.ThrowsDeadlockAsync(Future.Any([position, failing], cancelRest: true));
            await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await failing);
        }
    });

    [Fact]
    public void Then_WhoseCallbackGivesWhatAwaitsIt_Fails() => OnLoop.RunInVirtualTime(async () =>
    {
        Future? then = null;
        then = Clock.Delay(1 * s).Then(() => Future.Start(async () => await then!, Cancellation, "inner"));

        await OnLoop.ThrowsDeadlockAsync(then);
    });

    [Fact]
    public void Then_WhoseCallbackWaitsForWhoAwaitsIt_Fails() => OnLoop.RunInVirtualTime(async () =>
    {
        using (await Exclusive.AcquireAsync(_motor))
        {
            Future then;
            using (ExecutionContext.SuppressFlow())
            {
                then = Clock.Delay(1 * s).Then(() => _motor.Position.SetAsync(1 * mm));
            }

            await OnLoop.ThrowsDeadlockAsync(then);
        }

        await Clock.Delay(1 * s);
        Assert.Empty(_motor.Log);
    });

    private static Future HoldBothAsync(Stage first, Stage second, Quantity side, Task? go = null) => OnLoop.Outside(
        async () =>
        {
            using (await Exclusive.AcquireAsync(first))
            {
                Task ticking = TickAsync(side);
                await (go ?? Clock.Delay(10 * ms).AsTask());
                using (await Exclusive.AcquireAsync(second))
                {
                }

                await ticking;
            }
        },
        $"{first.Name} first");

    private static async Task TickAsync(Quantity time)
    {
        await Clock.Delay(time / 2);
        await Clock.Delay(time / 2);
    }

    private static async Task OneThrowsAsync(Future one, Future other)
    {
        static async Task<bool> IsRefusedAsync(Future future)
        {
            try
            {
                await future;
                return false;
            }
            catch (DeadlockException)
            {
                return true;
            }
        }

        Assert.NotEqual(await IsRefusedAsync(one), await IsRefusedAsync(other));
    }
}
