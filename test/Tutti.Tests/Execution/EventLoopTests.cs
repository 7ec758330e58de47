using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class EventLoopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_Program_RunsEveryPartOnTheCallingThread()
    {
        int thread = Environment.CurrentManagedThreadId;
        List<int> threads = [];

        EventLoop.Run(async () =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Yield();
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Run(() => { }, Cancellation);
            threads.Add(Environment.CurrentManagedThreadId);
        });

        Assert.Equal([thread, thread, thread], threads);
    }

    [Fact]
    public void Run_ProgramWithResult_ReturnsIt()
    {
        int result = EventLoop.Run(async () =>
        {
            await Task.Yield();
            return 7;
        });

        Assert.Equal(7, result);
    }

    [Fact]
    public void Run_ProgramThatThrows_ThrowsTheSameWithItsStack()
    {
        InvalidTimeZoneException exception = Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(FailAsync));

        Assert.Contains(nameof(FailAsync), exception.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ProgramThatThrowsAtOnce_ThrowsTheSameAndRestores()
    {
        Assert.Throws<InvalidTimeZoneException>(() => EventLoop.Run(Task () => throw new InvalidTimeZoneException()));

        Assert.Null(EventLoop.Current);
    }

    [Fact]
    public void Run_ProgramThatIsCancelled_ThrowsWithItsToken()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        OperationCanceledException exception =
            Assert.ThrowsAny<OperationCanceledException>(() => EventLoop.Run(() => Task.FromCanceled(source.Token)));

        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public void Run_NoProgram_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => EventLoop.Run(null!));
        Assert.Throws<ArgumentNullException>(() => EventLoop.Run<int>(null!));
        Task<int>? none = null;
        Assert.Throws<InvalidOperationException>(() => EventLoop.Run(Task () => none!));
        Assert.Throws<InvalidOperationException>(() => EventLoop.Run<int>(() => none!));
    }

    [Fact]
    public void Current_InsideAndOutside_IsTheLoopOrNull()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        bool isCurrent = false;
        EventLoop? current = null;

        EventLoop.Run(() =>
        {
            isCurrent = EventLoop.IsCurrent;
            current = EventLoop.Current;
            return Task.CompletedTask;
        });

        Assert.True(isCurrent);
        Assert.NotNull(current);
        Assert.Same(before, SynchronizationContext.Current);
        Assert.False(EventLoop.IsCurrent);
        Assert.Same(current, current.CreateCopy());
    }

    [Fact]
    public void Run_InsideAnother_IsALoopOfItsOwn()
    {
        EventLoop? outer = null;
        EventLoop? inner = null;
        EventLoop? after = null;

        EventLoop.Run(async () =>
        {
            outer = EventLoop.Current;
            EventLoop.Run(async () =>
            {
                await Task.Yield();
                inner = EventLoop.Current;
            });
            await Task.Yield();
            after = EventLoop.Current;
        });

        Assert.NotNull(inner);
        Assert.NotSame(outer, inner);
        Assert.Same(outer, after);
    }

    [Fact]
    public void Post_FromTheLoop_RunsInOrderAfterTheCurrentWork()
    {
        List<int> order = [];

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            for (int i = 1; i <= 100; i++)
            {
                loop.Post(number => order.Add((int)number!), i);
            }

            order.Add(0);
            await Task.Yield();
            order.Add(101);
        });

        Assert.Equal(Enumerable.Range(0, 102), order);
    }

    [Fact]
    public void Post_NoWork_Throws()
    {
        EventLoop.Run(() =>
        {
            Assert.Throws<ArgumentNullException>(() => EventLoop.Current!.Post(null!, null));
            Assert.Throws<ArgumentNullException>(() => EventLoop.Current!.Send(null!, null));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void Post_FromManyThreads_RunsEachOnceAndInTheOrderOfItsThread()
    {
        const int Threads = 8;
        const int Posts = 20_000;
        List<int>[] seen = [.. Enumerable.Range(0, Threads).Select(_ => new List<int>(Posts))];

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            int left = Threads * Posts;
            for (int i = 0; i < Threads; i++)
            {
                List<int> mine = seen[i];
                new Thread(() =>
                {
                    for (int number = 0; number < Posts; number++)
                    {
                        loop.Post(
                            state =>
                            {
                                mine.Add((int)state!);
                                if (--left == 0)
                                {
                                    all.SetResult();
                                }
                            },
                            number);
                    }
                }).Start();
            }

            await all.Task;
        });

        Assert.All(seen, mine => Assert.Equal(Enumerable.Range(0, Posts), mine));
    }

    [Fact]
    public void Post_WorkThatPostsItself_StarvesNobody()
    {
        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            bool isStopped = false;
            void Again(object? state)
            {
                if (!isStopped)
                {
                    loop.Post(Again, null);
                }
            }

            loop.Post(Again, null);
            await Task.Run(() => { }, Cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(1), Tutti.Timing.PreciseClock.Instance, Cancellation);
            isStopped = true;
        });
    }

    [Fact]
    public void Post_ReadyWhenTheProgramEnds_RunsBeforeRunReturns()
    {
        List<string> order = [];

        EventLoop.Run(() =>
        {
            EventLoop.Current!.Post(_ => order.Add("posted"), null);
            order.Add("ended");
            return Task.CompletedTask;
        });

        Assert.Equal(["ended", "posted"], order);
    }

    [Fact]
    public async Task Post_AfterTheLoopEnded_RunsOneByOneOnThePoolWithTheSameContext()
    {
        const int Posts = 1000;
        EventLoop loop = Ended();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<int> order = [];
        int running = 0;
        bool overlapped = false;
        bool onPool = true;
        bool sameContext = true;

        for (int i = 0; i < Posts; i++)
        {
            loop.Post(
                number =>
                {
                    overlapped |= Interlocked.Increment(ref running) != 1;
                    onPool &= Thread.CurrentThread.IsThreadPoolThread;
                    sameContext &= EventLoop.Current == loop;
                    order.Add((int)number!);
                    Interlocked.Decrement(ref running);
                    if (order.Count == Posts)
                    {
                        done.SetResult();
                    }
                },
                i);
        }

        await done.Task.WaitAsync(Cancellation);

        Assert.Equal(Enumerable.Range(0, Posts), order);
        Assert.False(overlapped);
        Assert.True(onPool);
        Assert.True(sameContext);
    }

    [Fact]
    public async Task Post_FromManyThreadsWhileTheLoopEnds_RunsEachOnceAndInTheOrderOfItsThread()
    {
        const int Threads = 4;
        const int Posts = 2000;
        for (int round = 0; round < 20; round++)
        {
            List<int>[] seen = [.. Enumerable.Range(0, Threads).Select(_ => new List<int>(Posts))];
            var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            int left = Threads * Posts;

            EventLoop.Run(async () =>
            {
                EventLoop loop = EventLoop.Current!;
                var isHalf = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                foreach (List<int> mine in seen)
                {
                    new Thread(() => PostAll(loop, mine, isHalf)).Start();
                }

                await isHalf.Task;
            });
            await all.Task.WaitAsync(Cancellation);

            Assert.All(seen, mine => Assert.Equal(Enumerable.Range(0, Posts), mine));

            void PostAll(EventLoop loop, List<int> mine, TaskCompletionSource isHalf)
            {
                for (int number = 0; number < Posts; number++)
                {
                    loop.Post(
                        state =>
                        {
                            mine.Add((int)state!);
                            left--; // no lock: the loop does one thing at a time, also after its end
                            if (left == Threads * Posts / 2)
                            {
                                isHalf.SetResult();
                            }
                            else if (left == 0)
                            {
                                all.SetResult();
                            }
                        },
                        number);
                }
            }
        }
    }

    [Fact]
    public async Task Await_AcrossTheEndOfTheLoop_GoesOnWithTheSameContext()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<bool>? orphan = null;
        EventLoop.Run(() =>
        {
            orphan = GoOnAsync(EventLoop.Current!);
            return Task.CompletedTask;
        });

        gate.SetResult();

        Assert.True(await orphan!);

        async Task<bool> GoOnAsync(EventLoop loop)
        {
            await gate.Task;
            bool isSame = EventLoop.Current == loop;
            await Task.Yield();
            return isSame && EventLoop.Current == loop;
        }
    }

    [Fact]
    public void Send_OnTheLoopsThread_RunsAtOnce()
    {
        List<string> order = [];

        EventLoop.Run(() =>
        {
            EventLoop.Current!.Send(_ => order.Add("sent"), null);
            order.Add("after");
            return Task.CompletedTask;
        });

        Assert.Equal(["sent", "after"], order);
    }

    [Fact]
    public void Send_FromAnotherThread_RunsOnTheLoopAndThrowsWhatItThrew()
    {
        int? thread = null;
        InvalidTimeZoneException? exception = null;
        var local = new AsyncLocal<int>();
        int seen = 0;

        EventLoop.Run(async () =>
        {
            EventLoop loop = EventLoop.Current!;
            await Task.Run(
                () =>
                {
                    local.Value = 5;
                    loop.Send(
                        _ =>
                        {
                            thread = Environment.CurrentManagedThreadId;
                            seen = local.Value;
                        },
                        null);
                    exception = Assert.Throws<InvalidTimeZoneException>(() => loop.Send(_ => throw new InvalidTimeZoneException(), null));
                },
                Cancellation);
        });

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(5, seen);
        Assert.NotNull(exception);
    }

    [Fact]
    public void Send_AfterTheLoopEnded_RunsOnThePool()
    {
        bool onPool = false;

        Ended().Send(_ => onPool = Thread.CurrentThread.IsThreadPoolThread, null);

        Assert.True(onPool);
    }

    private static async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidTimeZoneException();
    }

    private static EventLoop Ended()
    {
        EventLoop? loop = null;
        EventLoop.Run(() =>
        {
            loop = EventLoop.Current;
            return Task.CompletedTask;
        });
        return loop!;
    }
}
