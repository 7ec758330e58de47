using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Testing;
using Tutti.Tests.Devices;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

/// <summary>How virtual runs end: with what is left, and when nothing goes on.</summary>
public sealed class VirtualEndTests
{
    private static readonly VirtualRunOptions Impatient = new() { RealTimeLimit = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public void Run_FuturesLeft_AreCancelledAndCleanUp()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        string log = string.Empty;
        Future? left = null;
        Future? blocking = null;
        async Task ProgramAsync()
        {
            left = Future.Start(async () =>
            {
                try
                {
                    await Clock.Delay(1 * h);
                }
                finally
                {
                    using (Future.Shield(10 * s))
                    {
                        await Clock.Delay(5 * s);
                        log += "cleaned up";
                    }
                }
            });
            blocking = Future.Run(() =>
            {
                Clock.Sleep(1 * h);
                log += "never";
            });
            await Clock.Delay(1 * s);
        }

        TimeSpan elapsed = Virtual.Run(ProgramAsync);

        Assert.Equal(TimeSpan.FromSeconds(1), elapsed);
        Assert.Equal("cleaned up", log);
        Assert.True(left!.IsCancelled);
        Assert.True(blocking!.IsCancelled);
    }

    [Fact]
    public void Run_WaitsThatNoCancelEnds_AreGivenUp()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Exception? thrown = null;
        Exception? later = null;
        Future? stubborn = null;
        Future? worker = null;
        async Task ProgramAsync()
        {
            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            stubborn = Future.Start(() => never.Task);
            worker = Future.Run(() =>
            {
                thrown = Record.Exception(() => stubborn.Join());
                later = Record.Exception(() => Clock.Sleep(1 * s));
            });
            await Clock.Delay(1 * s);
        }

        Virtual.Run(ProgramAsync);

        Assert.IsType<OperationCanceledException>(thrown);
        Assert.IsType<OperationCanceledException>(later);
        Assert.Contains("has ended", thrown.Message, StringComparison.Ordinal);
        Assert.True(worker!.IsDone);
        Assert.True(stubborn!.IsCancelled);
    }

    [Fact]
    public async Task Run_TaskOfAFutureLeftEndsLater_FutureStaysGivenUp()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var slow = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Future<int>? left = null;
        Task? follower = null;
        Virtual.Run(async () =>
        {
            left = Future.Start(() => slow.Task);
            follower = slow.Task.ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.FromCurrentSynchronizationContext());
            await Clock.Delay(1 * s);
        });

        slow.SetResult(1);

        await follower!.WaitAsync(HangGuard.Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(left!.IsCancelled);
        Assert.Contains("has ended", Assert.Throws<OperationCanceledException>(() => left.Result).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GiveUp_WhileItsTaskGoesOn_TheTaskChangesNothing()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var task = new TaskCompletionSource<int>(TaskCreationOptions.None); // it ends the future within SetResult
        Future<int> future = Future.Start(() => task.Task);

        future.GiveUp(new OperationCanceledException("given up"));
        task.SetResult(1);

        Assert.Equal("given up", Assert.Throws<OperationCanceledException>(() => future.Result).Message);
    }

    [Fact]
    public void Run_EndlessLeftWork_DoesNotKeepItRunning()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.EndlessIsRefused);
        int ticks = 0;
        async Task ProgramAsync()
        {
            ITimer timer = Clock.Current.CreateTimer(_ => ticks++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            GC.KeepAlive(timer);
            SynchronizationContext loop = SynchronizationContext.Current!;
            void PostAgain(object? _) => loop.Post(PostAgain, null);
            await Clock.Delay(10.5 * s);
            PostAgain(null);
        }

        Virtual.Run(ProgramAsync);

        Assert.Equal(10, ticks);
    }

    [Fact]
    public void Run_FailedProgram_ClearsAwayToo()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future? left = null;

        Assert.Throws<FormatException>(() =>
        {
            Virtual.Run(async () =>
            {
                left = Future.Run(() => Clock.Sleep(1 * h));
                await Clock.Delay(1 * s);
                throw new FormatException();
            });
        });

        Assert.True(left!.IsCancelled);
    }

    [Fact]
    public void Running_InARun_ListsTheFuturesOfTheRunOnly()
    {
        Virtual.Run(async () =>
        {
            Assert.Empty(Future.Running);
            Future slow = Future.Start(async () => await Clock.Delay(1 * h));
            Assert.Equal(Asynchrony.IsDisabled ? [] : [slow], Future.Running.Where(future => future.Name.StartsWith("async", StringComparison.Ordinal))); // Differences.NothingIsPending
            Assert.DoesNotContain(slow, await RunningOutsideAsync());
            await Future.CancelAllAsync();
            Assert.True(slow.IsDone);
        });
        Assert.Empty(Virtual.Run(() => Task.FromResult(Future.Running)));

        static async Task<IReadOnlyList<Future>> RunningOutsideAsync()
        {
            Task<IReadOnlyList<Future>> outside;
            using (ExecutionContext.SuppressFlow())
            {
                outside = Task.Run(static () => Future.Running);
            }

            return await outside;
        }
    }

    [Fact]
    public void Run_NothingGoesOn_FailsWithTheExplanation()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        TimeoutException exception = Assert.Throws<TimeoutException>(() => EventLoop.Run(
            async () =>
            {
                var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Future stuck = Future.Start(() => never.Task, name: "the stuck one");
                await Future.Run(() => stuck.Join(), name: "who waits for it");
            },
            Impatient with { Clock = new VirtualClock() }));

        Assert.Contains("no progress for 0.1 s", exception.Message, StringComparison.Ordinal);
        Assert.Contains("who waits for it (running for 0.0 s)", exception.Message, StringComparison.Ordinal); // no virtual time has passed
        Assert.Contains("the program", exception.Message, StringComparison.Ordinal);
        Assert.Contains("who waits for it", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the stuck one", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_JoinOfWhatNeverEnds_FailsEvenIfTheProgramCatchesIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Assert.Throws<TimeoutException>(() => EventLoop.Run(
            () =>
            {
                var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Assert.Throws<TimeoutException>(() => Future.Start(() => never.Task).Join());
                return Task.CompletedTask;
            },
            Impatient with { Clock = new VirtualClock() }));
    }

    [Fact]
    public void Run_WorkerThatKeepsTheBaton_FailsAndNamesIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NoSecondThread);
        using var release = new ManualResetEventSlim();
        Exception? later = null;
        Future? stuck = null;

        TimeoutException exception = Assert.Throws<TimeoutException>(() => EventLoop.Run(
            async () =>
            {
                stuck = Future.Run(
                    () =>
                    {
                        release.Wait(CancellationToken.None);
                        later = Record.Exception(() => Clock.Sleep(1 * s));
                    },
                    name: "the greedy one");
                await stuck;
            },
            Impatient with { Clock = new VirtualClock() }));
        release.Set();

        Assert.Contains("keeps the run to itself", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'the greedy one'", exception.Message, StringComparison.Ordinal);
        Assert.True(stuck!.IsDone);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref later) is not null, TimeSpan.FromSeconds(30)));
        Assert.IsType<OperationCanceledException>(later);
    }

    [Fact]
    public void Run_CircleOfLeases_FailsWithTheExplanationInsteadOfHanging()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);

        Exception exception = Assert.ThrowsAny<Exception>(() => EventLoop.Run(
            async () =>
            {
                Stage first = new();
                Stage second = new();
                async Task TakeAsync(Stage one, Stage other)
                {
                    using (await Exclusive.AcquireAsync(one))
                    {
                        await Clock.Delay(1 * s);
                        using (await Exclusive.AcquireAsync(other))
                        {
                        }
                    }
                }

                await Future.All(Future.Start(() => TakeAsync(first, second)), Future.Start(() => TakeAsync(second, first)));
            },
            Impatient with { Clock = new VirtualClock() }));

        Assert.True(exception is DeadlockException or TimeoutException, exception.ToString());
        Assert.Contains("TakeAsync(first, second)", exception.Message, StringComparison.Ordinal);
    }
}
