using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Tests.Devices;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution.Malice;

/// <content>Cancelling from another thread at every moment of a life.</content>
public sealed partial class MaliceTests
{
    private const int Rounds = 2000;
    private const int Spread = 400;
    private const int SmallestStep = 8;
    private const int LargestStep = 1024;

    // on a machine that is busy with other things fewer rounds must do
    private static readonly TimeSpan LongestRace = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<CancelRace, Future>> Works = new()
    {
        ["blocking function"] = race => Future.Run(
            token =>
            {
                for (int i = 0; i < 20; i++)
                {
                    Thread.SpinWait(10);
                    token.ThrowIfCancellationRequested();
                }
            },
            race.Token),
        ["function that ignores its token"] = race => Future.Run(() => Thread.SpinWait(200), race.Token),
        ["async function"] = race => Future.Start(
            async token =>
            {
                await Task.Yield();
                await Clock.Delay(10 * us, token);
                await Task.Yield();
            },
            race.Token),
        ["function that is done at once"] = race => Future.Start(() => Task.CompletedTask, race.Token),
        ["delay"] = race => Clock.Delay(10 * us, race.Token),
        ["family"] = race => Future.Start(
            async () =>
            {
                Future first = race.Add(Clock.Delay(10 * us, CancellationToken.None));
                Future second = race.Add(Future.Run(void () => race.Add(Future.Start(() => Task.CompletedTask)).Join()));
                Future third = race.Add(Future.Start(async () => await race.Add(Clock.Delay(5 * us, CancellationToken.None))));
                await Future.All(first, second, third);
            },
            race.Token),
        ["chain of callbacks"] = race => Future.Run(() => 1, race.Token)
            .Then(one => one + 1)
            .Then(two => Future.Start(async () => await Clock.Delay(5 * us, CancellationToken.None)))
            .Then(() => { }),
        ["all of two"] = race => Future.All(
            race.Add(Clock.Delay(10 * us, race.Token)), race.Add(Future.Run(() => Thread.SpinWait(100), race.Token))),
        ["clean-up"] = race => Future.Start(
            async () =>
            {
                race.NoteBegin();
                try
                {
                    await Clock.Delay(10 * us, CancellationToken.None);
                }
                finally
                {
                    using (Future.Shield(HangGuard.Limit))
                    {
                        await Clock.Delay(5 * us, CancellationToken.None);
                        race.NoteCleanUp();
                    }
                }
            },
            race.Token),
    };

    public static TheoryData<string, bool> Races()
    {
        var races = new TheoryData<string, bool>();
        foreach (string work in Works.Keys)
        {
            races.Add(work, false);
            races.Add(work, true);
        }

        return races;
    }

    [Theory]
    [MemberData(nameof(Races))]
    public Task Cancel_AtEveryMoment_HasOneOutcomeAndLeavesNothingRunning(string work, bool onLoop)
    {
        return onLoop ? HangGuard.RunAsync(() => EventLoop.Run(() => RaceAsync(Works[work]))) : HangGuard.RunAsync(() => RaceAsync(Works[work]));
    }

    [Fact]
    public Task Cancel_OfAWaiterAtEveryMoment_LeavesNoTraceInTheQueue() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        await using var stage = new Stage();
        await RaceAsync(race => Future.Start(
            async () =>
            {
                Future holder = race.Add(Future.Start(HoldAsync));
                Future waiter = race.Add(Future.Start(HoldAsync));
                await Future.All(holder, waiter);
            },
            race.Token));

        using (await Exclusive.AcquireAsync([stage], HangGuard.Limit, Cancellation))
        {
            Assert.NotNull(stage.Owner);
        }

        Assert.Null(stage.Owner);

        async Task HoldAsync()
        {
            using (await Exclusive.AcquireAsync(stage))
            {
                await Task.Yield();
            }
        }
    });

    [Fact]
    public Task Cancel_ByManyThreadsAtOnce_IsOneCancel() => HangGuard.RunAsync(() =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        for (int round = 0; round < 200; round++)
        {
            int callbacks = 0;
            Future future = Future.Start(
                async token =>
                {
                    using CancellationTokenRegistration registration = token.Register(() => Interlocked.Increment(ref callbacks));
                    await Clock.Delay(TimeSpan.FromDays(1), Cancellation);
                },
                Cancellation);
            using var start = new Barrier(4);
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                future.CancelAsync().Join();
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.True(future.IsCancelled);
            Assert.Equal(1, callbacks);
        }
    });

    private static async Task RaceAsync(Func<CancelRace, Future> work)
    {
        using var canceller = new Canceller();
        List<CancelRace> races = [];
        int cancelled = 0;
        int middle = 0; // the number of spins after which the cancel comes just as the work ends; found by trying
        int step = SmallestStep;
        long start = PreciseClock.Instance.GetTimestamp();
        for (int round = 0; round < Rounds && PreciseClock.Instance.GetElapsedTime(start) < LongestRace; round++)
        {
            using var race = new CancelRace();
            int spins = middle + (Spread * ((round * 37 % 257) - 128) / 128);
            canceller.Begin(round % 2 == 0 ? race.CancelToken : race.CancelFuture, Math.Max(0, spins));
            Thread.SpinWait(Math.Max(0, -spins));
            Future future = work(race);
            string[] outcomes = await race.ObserveAllAsync(future);
            canceller.Finish();
            await race.CheckAsync(future, outcomes);
            race.CancelToken();
            cancelled += future.IsCancelled ? 1 : 0;
            bool isSame = future.IsCancelled == step > 0;
            int size = isSame ? Math.Min(LargestStep, 2 * Math.Abs(step)) : SmallestStep;
            step = future.IsCancelled ? size : -size;
            middle += step;
            races.Add(race);
        }

        foreach (CancelRace race in races)
        {
            while (!race.IsResumed)
            {
                await Task.Yield();
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{races.Count} races, {cancelled} won by the cancel");
        Assert.All(races, race => race.CheckLate());
    }
}
