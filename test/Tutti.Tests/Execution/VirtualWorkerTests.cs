using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Testing;
using Tutti.Tests.Devices;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

public sealed class VirtualWorkerTests
{
    [Fact]
    public void Run_ManyThreads_OneAtATime()
    {
        int running = 0;
        int most = 0;
        int turns = 0;
        void Touch()
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            turns++; // Unguarded: only one thread may be here.
            Thread.SpinWait(200);
            Interlocked.Decrement(ref running);
        }

        Virtual.Run(
            async () => await Future.All(Enumerable.Range(0, 20).Select(i => i % 2 == 0
                ? Future.Run(() =>
                {
                    for (int step = 0; step < 50; step++)
                    {
                        Touch();
                        Clock.Sleep(1 * ms);
                    }
                })
                : Future.Start(async () =>
                {
                    for (int step = 0; step < 50; step++)
                    {
                        Touch();
                        await Clock.Delay(1 * ms);
                    }
                }))),
            seed: 3);

        Assert.Equal(1, most);
        Assert.Equal(1000, turns);
    }

    [Fact]
    public void Run_AsyncFunctionOnAWorker_ResumesOnTheLoop()
    {
        Virtual.Run(async () =>
        {
            int loop = Environment.CurrentManagedThreadId;
            await Future.Run(() =>
            {
                int worker = Environment.CurrentManagedThreadId;
                int resumed = Future.Start(async () =>
                {
                    Assert.Equal(worker, Environment.CurrentManagedThreadId);
                    await Clock.Delay(1 * s);
                    await Task.Yield();
                    return Environment.CurrentManagedThreadId;
                }).Result;
                Assert.Equal(loop, resumed);
                Assert.Equal(Asynchrony.IsDisabled, worker == loop); // Differences.NoSecondThread
            });
        });
    }

    [Fact]
    public void Run_WorkerCompletesWhatTheLoopAwaits_ResumesOnTheLoop()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Virtual.Run(async () =>
        {
            int loop = Environment.CurrentManagedThreadId;
            var inlining = new TaskCompletionSource(TaskCreationOptions.None);
            Future completing = Future.Run(() =>
            {
                inlining.SetResult();
                Assert.NotEqual(loop, Environment.CurrentManagedThreadId);
            });

            await inlining.Task;

            Assert.Equal(loop, Environment.CurrentManagedThreadId);
            await completing;
        });
    }

    [Fact]
    public void Run_SendFromAWorker_WaitsForTheLoop()
    {
        Virtual.Run(async () =>
        {
            SynchronizationContext loop = SynchronizationContext.Current!;
            int thread = Environment.CurrentManagedThreadId;
            List<int> threads = await Future.Run(() =>
            {
                List<int> threads = [];
                loop.Send(_ => threads.Add(Environment.CurrentManagedThreadId), null);
                Assert.Throws<FormatException>(() => loop.Send(_ => throw new FormatException(), null));
                return threads;
            });
            Assert.Equal([thread], threads);
        });
    }

    [Fact]
    public void Then_OnAWorker_RunsOnAWorker()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.ThenRunsAtOnce);
        Virtual.Run(async () =>
        {
            int loop = Environment.CurrentManagedThreadId;
            int onLoop = await Clock.Delay(1 * s).Then(() => Environment.CurrentManagedThreadId);
            int onWorker = await Future.Run(() => Clock.Delay(1 * s).Then(() =>
            {
                Clock.Sleep(1 * s);
                return Environment.CurrentManagedThreadId;
            }).Result);

            Assert.Equal(loop, onLoop);
            Assert.NotEqual(loop, onWorker);
        });
    }

    [Fact]
    public void Run_WorkersThatSleepAtOnce_TakeTheLongestSleep()
    {
        TimeSpan elapsed = Virtual.Run(async () =>
            await Future.All(Enumerable.Range(1, 100).Select(i => Future.Run(() => Clock.Sleep(i * s)))));

        Assert.Equal(TimeSpan.FromSeconds(Asynchrony.IsDisabled ? 5050 : 100), elapsed); // Differences.NothingIsPending
    }

    [Fact]
    public void Cancel_OfASleepingWorker_EndsItsSleep()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        TimeSpan elapsed = Virtual.Run(async () =>
        {
            Future sleeping = Future.Run(() => Clock.Sleep(1 * h));
            await Clock.Delay(1 * s);
            await sleeping.CancelAsync();
            Assert.True(sleeping.IsCancelled);
        });

        Assert.Equal(TimeSpan.FromSeconds(1), elapsed);
    }

    [Fact]
    public void Run_WorkersWithSeed_ComeIntoEachOthersWayWithoutWaiting()
    {
        static async Task<int> CountAsync()
        {
            await using var stage = new Stage();
            void Add()
            {
                int read = stage.Steps.Value; // Nothing waits: it is known.
                stage.Steps.Value = read + 1;
            }

            await Future.All(Future.Run(Add), Future.Run(Add));
            return stage.Steps.LastKnown;
        }

        Assert.Equal(5, Virtual.Run(CountAsync));
        Assert.Equal(Asynchrony.IsDisabled ? [5] : [4, 5], Enumerable.Range(0, 50).Select(seed => Virtual.Run(CountAsync, seed)).Distinct().Order()); // Differences.NoSecondThread
    }

    [Fact]
    public void Run_SynchronizationContextTakenAway_WaitsStillPump()
    {
        TimeSpan elapsed = Virtual.Run(() =>
        {
            SynchronizationContext? loop = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
            Clock.Sleep(1 * s);
            Future.Start(async () => await Clock.Delay(1 * s)).Join();
            SynchronizationContext.SetSynchronizationContext(loop);
            return Task.CompletedTask;
        });

        Assert.Equal(TimeSpan.FromSeconds(2), elapsed);
    }
}
