using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing.Internal;

namespace Tutti.Tests.Execution;

public sealed class EventLoopTimerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Start_OnALoop_CallsBackOnItsThreadInTheDefaultContextAndNotEarly()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        List<long> early = [];
        bool sameThread = true;
        int seen = 0;

        EventLoop.Run(async () =>
        {
            int thread = Environment.CurrentManagedThreadId;
            for (int microseconds = 0; microseconds < 2000; microseconds += 53)
            {
                long due = Timestamps.Now + Timestamps.FromMicroseconds(microseconds);
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                EventLoopTimer.Start(
                    due,
                    state =>
                    {
                        early.Add(due - Timestamps.Now);
                        sameThread &= Environment.CurrentManagedThreadId == thread;
                        seen += local.Value;
                        ((TaskCompletionSource)state!).SetResult();
                    },
                    done);
                await done.Task;
            }
        });

        Assert.All(early, ticks => Assert.True(ticks <= 0));
        Assert.True(sameThread);
        Assert.Equal(0, seen);
    }

    [Fact]
    public void Start_ManyOnALoop_CallsBackInTheOrderOfTheirInstants()
    {
        List<int> order = [];

        EventLoop.Run(() =>
        {
            long start = Timestamps.Now + Timestamps.PerMillisecond;
            int[] instants = [3, 1, 2, 1, 3, 0];
            for (int i = 0; i < instants.Length; i++)
            {
                EventLoopTimer.Start(start + instants[i], number => order.Add((int)number!), i);
            }

            EventLoop.Current!.RunUntil(_ => order.Count == instants.Length, order);
            return Task.CompletedTask;
        });

        Assert.Equal([5, 1, 3, 2, 0, 4], order);
    }

    [Fact]
    public void Start_Due_ComesBeforeTheNextReadyWork()
    {
        List<string> order = [];

        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            loop.Post(_ => EventLoopTimer.Start(Timestamps.Now, _ => order.Add("timer"), null), null);
            loop.Post(_ => order.Add("work"), null);
            loop.RunUntil(_ => order.Count == 2, order);
            return Task.CompletedTask;
        });

        Assert.Equal(["timer", "work"], order);
    }

    [Fact]
    public void Start_TimersThatStartThemselvesAgain_DoNotStarveWork()
    {
        bool hasRun = false;

        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            Again(null);
            loop.Post(_ => hasRun = true, null);
            loop.RunUntil(_ => hasRun, loop);
            return Task.CompletedTask;

            void Again(object? state)
            {
                if (!hasRun)
                {
                    EventLoopTimer.Start(0, Again, null);
                }
            }
        });

        Assert.True(hasRun);
    }

    [Fact]
    public void Sleep_IsOverWhileWorkIsReady_EndsBeforeThatWork()
    {
        List<string> order = [];

        EventLoop.Run(() =>
        {
            EventLoop loop = EventLoop.Current!;
            loop.Post(
                _ =>
                {
                    long end = Timestamps.Now + (20 * Timestamps.PerMillisecond);
                    SpinWait.SpinUntil(() => Timestamps.Now >= end);
                    loop.Post(_ => order.Add("work"), null);
                },
                null);
            Clock.Sleep(TimeSpan.FromMilliseconds(20));
            order.Add("sleeper");
            loop.RunUntil(_ => order.Count == 2, loop);
            return Task.CompletedTask;
        });

        Assert.Equal(["sleeper", "work"], order);
    }

    [Fact]
    public void Sleep_AgainAndAgain_LetsReadyWorkHaveItsTurn()
    {
        bool hasRun = false;

        EventLoop.Run(() =>
        {
            EventLoop.Current!.Post(_ => hasRun = true, null);
            Clock.Sleep(TimeSpan.FromTicks(1));
            Clock.Sleep(TimeSpan.FromTicks(1));
            return Task.CompletedTask;
        });

        Assert.True(hasRun);
    }

    [Fact]
    public async Task Start_WithoutALoop_CallsBackNotEarly()
    {
        for (int microseconds = 0; microseconds < 2000; microseconds += 53)
        {
            long due = Timestamps.Now + Timestamps.FromMicroseconds(microseconds);
            var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            EventLoopTimer.Start(due, _ => done.SetResult(Timestamps.Now), null);

            Assert.True(await done.Task.WaitAsync(Cancellation) >= due);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancel_BeforeDue_NeverCallsBack(bool fromAnotherThread)
    {
        bool wasCalled = false;

        EventLoop.Run(async () =>
        {
            EventLoopTimer timer = EventLoopTimer.Start(Timestamps.Now + Timestamps.PerMillisecond, _ => wasCalled = true, null);
            bool couldCancel = fromAnotherThread ? await Task.Run(timer.Cancel, Cancellation) : timer.Cancel();
            bool couldAgain = timer.Cancel();
            await Task.Delay(TimeSpan.FromMilliseconds(2), Tutti.Timing.PreciseClock.Instance, Cancellation);

            // the first may lose against the clock on a slow machine, but then it says so
            Assert.Equal(!couldCancel, wasCalled);
            Assert.False(couldAgain);
            Assert.False(timer.IsPending);
        });
    }

    [Fact]
    public void Cancel_FromManyThreadsWhileTheyFire_CallsBackOrCancelsEachOnce()
    {
        const int Timers = 5000;
        int called = 0;
        int cancelled = 0;

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            var random = new Random(3);
            EventLoopTimer[] timers =
            [
                .. Enumerable.Range(0, Timers).Select(_ => EventLoopTimer.Start(
                    Timestamps.Now + Timestamps.FromMicroseconds(random.Next(5000)),
                    _ => called++,
                    null)),
            ];
            Task[] others =
            [
                .. Enumerable.Range(0, 4).Select(start => Task.Run(
                    () =>
                    {
                        for (int i = start; i < Timers; i += 4)
                        {
                            if (timers[i].Cancel())
                            {
                                Interlocked.Increment(ref cancelled);
                            }
                        }
                    },
                    Cancellation)),
            ];
            foreach (Task other in others)
            {
                await other;
            }
        });

        Assert.Equal(Timers, called + cancelled);
    }

    [Fact]
    public async Task Start_LoopEndsBefore_CallsBackAllTheSame()
    {
        var before = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        EventLoopTimer? timer = null;
        EventLoop? loop = null;
        long due = Timestamps.Now + (2 * Timestamps.PerMillisecond);

        EventLoop.Run(() =>
        {
            loop = EventLoop.Current;
            EventLoopTimer.Start(due, _ => before.SetResult(Timestamps.Now >= due), null);
            timer = EventLoopTimer.Start(due, _ => cancelled.SetResult(), null);
            return Task.CompletedTask;
        });
        bool couldCancel = timer!.Cancel();

        Assert.True(await before.Task.WaitAsync(Cancellation));
        Assert.Equal(!couldCancel, cancelled.Task.IsCompleted);

        var after = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop!.Post(_ => EventLoopTimer.Start(Timestamps.Now, _ => after.SetResult(), null), null);
        await after.Task.WaitAsync(Cancellation);
    }
}
