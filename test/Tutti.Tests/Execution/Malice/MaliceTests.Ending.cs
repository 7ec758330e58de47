using System.Collections.Concurrent;
using Tutti.Conventions;
using Tutti.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution.Malice;

/// <content>Loops that end with work pending, and functions that never end.</content>
public sealed partial class MaliceTests
{
    [Fact]
    public Task Run_EndsWhileManyThreadsPost_EachItemRunsOnceAndOneAfterTheOther() => HangGuard.RunAsync(() =>
    {
        const int Threads = 4;
        const int Items = 500;
        for (int round = 0; round < 20; round++)
        {
            int[] runs = new int[Threads * Items];
            int inside = 0;
            bool hasOverlapped = false;
            using var isDone = new CountdownEvent(runs.Length);
            using var start = new Barrier(Threads + 1);
            EventLoop? loop = null;
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                for (int i = 0; i < Items; i++)
                {
                    loop!.Post(RunItem, (thread * Items) + i);
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            EventLoop.Run(async () =>
            {
                loop = EventLoop.Current;
                start.SignalAndWait();
                for (int i = 0; i < round; i++)
                {
                    await Task.Yield();
                }
            });
            Array.ForEach(threads, thread => thread.Join());

            Assert.True(isDone.Wait(HangGuard.Limit, Cancellation));
            Assert.All(runs, count => Assert.Equal(1, count));
            Assert.False(hasOverlapped);

            void RunItem(object? item)
            {
                hasOverlapped |= Interlocked.Increment(ref inside) != 1;
                Interlocked.Increment(ref runs[(int)item!]);
                Interlocked.Decrement(ref inside);
                isDone.Signal();
            }
        }
    });

    [Fact]
    public Task Run_EndsWhileThreadsSend_AllAreServed() => HangGuard.RunAsync(() =>
    {
        int served = 0;
        Thread[] threads = [];
        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            using var start = new Barrier(5);
            threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                for (int i = 0; i < 100; i++)
                {
                    loop.Send(_ => Interlocked.Increment(ref served), null);
                    Assert.Throws<InvalidTimeZoneException>(() => loop.Send(_ => throw new InvalidTimeZoneException(), null));
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            start.SignalAndWait();
            await Task.Yield();
        });

        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(400, served);
    });

    [Fact]
    public Task Run_ProgramFailsWhileChildrenRun_ThrowsAndTheChildrenCanStillBeStopped() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future? delay = null;
        Future? worker = null;
        Future? then = null;
        Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(async () =>
        {
            delay = Future.Start(async () => await Clock.Delay(TimeSpan.FromDays(1), Cancellation), Cancellation);
            worker = Future.Run(void (token) => token.WaitHandle.WaitOne(), Cancellation);
            then = worker.Then(() => { });
            await Task.Yield();
            throw new InvalidTimeZoneException();
        }));
        Assert.False(delay!.IsDone || worker!.IsDone || then!.IsDone);

        await Future.All(delay.CancelAsync(), worker.CancelAsync());

        Assert.True(delay.IsCancelled && worker.IsCancelled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await then);
    });

    [Fact]
    public Task Run_EndsWithTimersPending_TheyAreKeptAndMayWaitNested() => HangGuard.RunAsync(() =>
    {
        const int Waits = EventLoop.MaxDepth / 2; // they may all come to stand above one another
        ConcurrentQueue<int> ended = [];
        using var isDone = new CountdownEvent(Waits);
        EventLoop? loop = null;
        EventLoop.Run(async () =>
        {
            loop = EventLoop.Current;
            for (int i = 0; i < Waits; i++)
            {
                loop!.Post(item => _ = WaitAsync((int)item!), i);
            }

            await Task.Yield();
        });

        Assert.True(isDone.Wait(HangGuard.Limit, Cancellation));
        Assert.Equal(Enumerable.Range(0, Waits), ended.Order());

        async Task WaitAsync(int i)
        {
            await Clock.Delay(i * 20 * us, Cancellation);
            Assert.Same(loop, EventLoop.Current);
            SleepNested();
            ended.Enqueue(i);
            isDone.Signal();
        }

        static void SleepNested() => Clock.Sleep(1 * us);
    });

    [Fact]
    public Task Run_WithinALoopAndOnAForeignContext_ServesAndRestoresBoth() => HangGuard.RunAsync(() =>
    {
        var foreign = new ForeignContext();
        List<string> order = [];
        foreign.Call(() =>
        {
            EventLoop.Run(async () =>
            {
                EventLoop outer = EventLoop.Current!;
                outer.Post(_ => order.Add("outer"), null);
                EventLoop.Run(async () =>
                {
                    EventLoop.Current!.Post(_ => order.Add("inner"), null);
                    await Clock.Delay(10 * us, Cancellation);
                });
                Assert.Same(outer, EventLoop.Current);
                await Task.Yield();
            });
            Assert.Same(foreign, SynchronizationContext.Current);
        });

        Assert.Equal(["inner", "outer"], order); // the outer loop stands still meanwhile
    });

    [Fact]
    public Task Run_AFunctionThatNeverReturns_HoldsUpNobodyAndSaysSo() => HangGuard.RunAsync(async () =>
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        using var release = new ManualResetEventSlim();
        bool isBackground = false;
        using var begun = new ManualResetEventSlim();
        Future stuck = Future.Run(
            void () =>
            {
                isBackground = Thread.CurrentThread.IsBackground;
                begun.Set();
                release.Wait(CancellationToken.None);
            },
            Cancellation,
            "a function that never returns");
        begun.Wait(Cancellation);

        int[] others = await Future.All(Enumerable.Range(0, 100).Select(i => Future.Run(() => i, Cancellation)));
        Future<CancelReport> cancel = stuck.CancelAsync();
        TimeoutException late = Assert.Throws<TimeoutException>(() => JoinBriefly(cancel));

        Assert.Equal(Enumerable.Range(0, 100), others);
        Assert.True(isBackground); // so that the process can end
        Assert.False(stuck.IsDone || cancel.IsDone);
        Assert.Contains("a function that never returns (being cancelled, running for ", late.Message, StringComparison.Ordinal);
        Assert.Contains(stuck, Future.Running);

        release.Set();
        await cancel;
        Assert.True(stuck.IsCancelled);

        static void JoinBriefly(Future future) => future.Join(TimeSpan.FromMilliseconds(1));
    });
}
