using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using Tutti.Tests.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Exclusion;

/// <summary>Circles through a wait for several futures: one that waits for all is stuck with any of them, one that waits for any with all.</summary>
public sealed class CombinedDeadlockTests
{
    private readonly Stage _motor = new("motor");
    private readonly Stage _pump = new("pump");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void All_OfSetsThatWaitForTheAwaiter_ThrowsAndRefusesThem() => OnLoop.RunInVirtualTime(async () =>
    {
        using (await Exclusive.AcquireAsync(_motor))
        {
            Future position = OnLoop.Outside(async () => await _motor.Position.SetAsync(1 * mm), "position");
            Future mode = OnLoop.Outside(async () => await _motor.Mode.SetAsync("fast"), "mode");

            await OnLoop.ThrowsDeadlockAsync(Future.All(position, mode, Clock.Delay(1 * ms)));

            Assert.All([position, mode], future => Assert.IsType<DeadlockException>(future.Exception));
        }

        await Clock.Delay(1 * s);
        Assert.Empty(_motor.Log); // what could not be waited for is not done later
    });

    [Fact]
    public void Any_OfSetsThatWaitForTheAwaiter_Throws() => OnLoop.RunInVirtualTime(async () =>
    {
        Future position;
        using (await Exclusive.AcquireAsync(_motor))
        {
            position = OnLoop.Outside(async () => await _motor.Position.SetAsync(1 * mm), "position");
            Future mode = OnLoop.Outside(async () => await _motor.Mode.SetAsync("fast"), "mode");

            await OnLoop.ThrowsDeadlockAsync(Future.Any(position, mode));
        }

        await position; // the others run on, as ever
    });

    [Fact]
    public void Any_OneOfThemGoesOn_Waits() => OnLoop.RunInVirtualTime(async () =>
    {
        Future position;
        using (await Exclusive.AcquireAsync(_motor))
        {
            position = OnLoop.Outside(async () => await _motor.Position.SetAsync(1 * mm), "position");
            Future pause = Clock.Delay(1 * h);

            Assert.Same(pause, await Future.Any(position, pause));
        }

        await position;
    });

    [Fact]
    public void All_WhoseFirstFailureCancelsTheRest_WaitsWhileOneGoesOn() => OnLoop.RunInVirtualTime(async () =>
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

            await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await Future.All([position, failing], cancelRestOnFailure: true));

            Assert.True(position.IsCancelled);
        }
    });

    [Fact]
    public Task Join_OfAllOnAWorker_ThrowsAtOnce() => HangGuard.RunAsync(() =>
    {
        OnLoop.SkipIfOff();
        Future.Run(JoinAll, Cancellation).Join();
    });

    [Fact]
    public Task Join_OfAllOnALoop_ThrowsAtOnce() => HangGuard.RunAsync(() =>
    {
        OnLoop.SkipIfOff();
        EventLoop.Run(() =>
        {
            JoinAll();
            return Task.CompletedTask;
        });
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void All_OfFuturesThatAwaitIt_Throws(bool awaitsAllLast) => OnLoop.RunInVirtualTime(async () =>
    {
        Future? first = null;
        Future? second = null;
        first = Future.Start(
            async () =>
            {
                await Clock.Delay(awaitsAllLast ? 2 * s : 1 * s);
                await Future.All(second!, Clock.Delay(1 * h));
            },
            Cancellation,
            "first");
        second = Future.Start(
            async () =>
            {
                await Clock.Delay(awaitsAllLast ? 1 * s : 2 * s);
                await first;
            },
            Cancellation,
            "second");

        DeadlockException thrown = await OnLoop.ThrowsDeadlockAsync(second);

        Assert.Contains("'all' waits for all of 2 futures, 0 of them done, among them 'second'", thrown.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void CancelAsync_ThatReachesSeveralOfWhomOneAwaitsTheCaller_Throws() => OnLoop.RunInVirtualTime(async () =>
    {
        Future? caller = null;
        DeadlockException? thrown = null;
        async Task LiveAsync()
        {
            try
            {
                await Clock.Delay(1 * h);
            }
            finally
            {
                using (Future.Shield(TimeSpan.FromDays(1)))
                {
                    thrown = await OnLoop.ThrowsDeadlockAsync(caller!);
                }
            }
        }

        Future parent = Future.Start(async () => await Future.Start(LiveAsync, Cancellation, "child"), Cancellation, "parent");
        caller = OnLoop.Outside(async () => await parent.CancelAsync(), "caller");

        await caller;

        Assert.Matches(@"'cancel 'parent'' waits for all of \d futures, \d of them done, among them 'parent'", thrown!.Message);
    });

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void All_OfSetsThatWaitForWhoWantsWhatTheAwaiterHolds_OneThrows(int first, int second) => OnLoop.RunInVirtualTime(async () =>
    {
        Future both = OnLoop.Outside(
            async () =>
            {
                using (await Exclusive.AcquireAsync(_motor))
                {
                    await Clock.Delay(first * s);
                    await Future.All(_pump.Position.SetAsync(1 * mm), _pump.Mode.SetAsync("fast"));
                }
            },
            "both");
        Future one = OnLoop.Outside(
            async () =>
            {
                using (await Exclusive.AcquireAsync(_pump))
                {
                    await Clock.Delay(second * s);
                    await _motor.Position.SetAsync(1 * mm);
                }
            },
            "one");

        Future refused = await Future.Any(both, one);
        await OnLoop.ThrowsDeadlockAsync(refused);

        await (refused == both ? one : both); // it goes on
    });

    private void JoinAll()
    {
        using (Exclusive.Acquire(_motor))
        {
            Future position = OnLoop.Outside(async () => await _motor.Position.SetAsync(1 * mm), "position");
            Assert.Throws<DeadlockException>(Future.All(position, Clock.Delay(1 * ms)).Join);
            position.Cancel(); // it is none of the caller's, and was left alone
        }
    }
}
