using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>Races at every moment of a future's life, and very many futures.</summary>
public sealed class FutureStressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_AtEveryMomentOfStartAndFinish_EndsTheWholeFamily()
    {
        for (int moment = 0; moment < 1500; moment++)
        {
            using var caller = new CancellationTokenSource();
            Future? child = null;
            Future? grandchild = null;
            int spins = moment % 500;
            Future cancel = Future.Run(
                void () =>
                {
                    Thread.SpinWait(spins);
                    caller.Cancel();
                },
                Cancellation);
            Future parent = Future.Start(
                async token =>
                {
                    child = Future.Start(
                        async () =>
                        {
                            grandchild = Clock.Delay(TimeSpan.FromMicroseconds(spins), Cancellation);
                            await grandchild;
                        },
                        token);
                    await child;
                },
                caller.Token);
            await cancel;
            await parent.CancelAsync();

            Assert.True(parent.IsDone && parent.Exception is null);
            Assert.True(child is null or { IsDone: true, Exception: null });
            Assert.True(grandchild is null or { IsDone: true, Exception: null });
            Assert.DoesNotContain(parent, Future.Running);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_AtEveryMomentOfAStart_IsNeverLost(bool blocks)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        static async Task WaitForEverAsync()
        {
            await Future.Start(async () => await Clock.Delay(TimeSpan.FromDays(1)));
        }

        for (int moment = 0; moment < 1500; moment++)
        {
            using var caller = new CancellationTokenSource();
            using var start = new Barrier(2);
            Future cancel = Future.Run(
                void () =>
                {
                    start.SignalAndWait();
                    Thread.SpinWait(moment % 300);
                    caller.Cancel();
                },
                Cancellation);
            start.SignalAndWait(Cancellation);
            Thread.SpinWait(moment / 10);
            Future work = blocks
                ? Future.Run(void () => Future.Start(WaitForEverAsync).Join(), caller.Token)
                : Future.Start(WaitForEverAsync, caller.Token);
            await cancel;

            OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await work);
            Assert.Equal(caller.Token, thrown.CancellationToken);
        }
    }

    [Fact]
    public void CancelAsync_OfWorkThatEndsAsSoonAsItIsMarked_WaitsForWhatItLeavesBehind()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        static async Task EndSlowlyAsync()
        {
            try
            {
                await Clock.Delay(TimeSpan.FromDays(1), Cancellation);
            }
            finally
            {
                using (Future.Shield(TimeSpan.FromMinutes(1)))
                {
                    await Clock.Delay(TimeSpan.FromMicroseconds(50), Cancellation);
                }
            }
        }

        for (int round = 0; round < 1500; round++)
        {
            Future? left = null;
            Future work = Future.Run(
                void () =>
                {
                    Volatile.Write(ref left, Future.Start(EndSlowlyAsync, Cancellation));
                    while (!Future.Start(static () => Task.CompletedTask, Cancellation).IsCancelled)
                    {
                    }
                },
                Cancellation);
            while (Volatile.Read(ref left) is null)
            {
                Thread.Yield();
            }

            work.CancelAsync().Join();
            Assert.True(left!.IsCancelled);
        }
    }

    [Fact]
    public async Task CancelAsync_FromManyThreadsWhileChildrenAreMade_ReachesThemAll()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        for (int round = 0; round < 50; round++)
        {
            List<Future> children = [];
            Future parent = Future.Run(
                void (token) =>
                {
                    do
                    {
                        children.Add(Clock.Delay(TimeSpan.FromDays(1), Cancellation));
                    }
                    while (!token.IsCancellationRequested);
                },
                Cancellation);
            await Future.All([.. Enumerable.Range(0, 4).Select(_ => Future.Run(void () => parent.CancelAsync().Join(), Cancellation))]);

            Assert.True(parent.IsCancelled);
            Assert.All(children, child => Assert.True(child.IsCancelled));
        }
    }

    [Fact]
    public void Join_WhileItEnds_NeverTimesOutOnAFutureThatIsDone()
    {
        for (int i = 0; i < 1000; i++)
        {
            Future future = Clock.Delay(TimeSpan.FromMicroseconds(i % 100), Cancellation);
            try
            {
                future.Join(TimeSpan.FromMicroseconds(100 - (i % 100)));
            }
            catch (TimeoutException)
            {
                future.Join();
            }

            Assert.True(future.IsDone);
        }
    }

    [Fact]
    public async Task Await_OnAContextThatHasEnded_ResumesElsewhereAndSoDoTheOthers()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var foreign = new ForeignContext();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future future = Future.Start(() => gate.Task, Cancellation);
        Task? first = null;
        async Task AwaitAsync() => await future;
        foreign.Call(() => first = AwaitAsync());
        Task second = AwaitAsync();
        foreign.HasEnded = true;

        gate.SetResult();

        await second;
        await first!;
    }

    [Fact]
    public async Task All_Ended_LetsTheFuturesGo()
    {
        (Future all, WeakReference member) = MakeAll();
        await all;

        Assert.True(Garbage.CollectUntil(() => !member.IsAlive));
        Assert.True(all.IsDone);
    }

    [Fact]
    public void Start_NestedTooDeepWithAsynchronyOff_FailsAndLeavesNothingRunning()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.NestedInTheCaller);
        List<Future> futures = [];
        async Task NestAsync(int depth)
        {
            await Task.Yield();
            if (depth > 0)
            {
                Future future = Future.Start(() => NestAsync(depth - 1), Cancellation);
                futures.Add(future);
                await future;
            }
        }

        Future outermost = Future.Start(() => NestAsync(EventLoop.MaxDepth + 5), Cancellation);

        Assert.Throws<InvalidOperationException>(() => outermost.Join());
        Assert.All(futures, future => Assert.True(future.IsDone));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Future All, WeakReference Member) MakeAll()
    {
        Future member = Clock.Delay(TimeSpan.FromMicroseconds(10), CancellationToken.None);
        return (Future.All(member, Future.Completed), new WeakReference(member));
    }
}
