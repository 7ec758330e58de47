using Tutti.Timing;

namespace Tutti.Tests.Timing;

public sealed class PreciseClockTests
{
    private static readonly PreciseClock Clock = PreciseClock.Instance;
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(5_000)]
    [InlineData(10_001)]
    [InlineData(50_000)]
    public async Task CreateTimer_DueTime_IsNeverEarly(long ticks)
    {
        var dueTime = TimeSpan.FromTicks(ticks);
        for (int round = 0; round < 20; round++)
        {
            var called = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            long start = Clock.GetTimestamp();
            await using ITimer timer = Clock.CreateTimer(_ => called.TrySetResult(Clock.GetTimestamp()), null, dueTime, Never);

            Assert.True(Clock.GetElapsedTime(start, await called.Task.WaitAsync(Cancellation)) >= dueTime);
        }
    }

    [Fact]
    public async Task Delay_WithTheClock_IsNeverEarly()
    {
        for (int milliseconds = 1; milliseconds <= 5; milliseconds++)
        {
            var delay = TimeSpan.FromMilliseconds(milliseconds); // Task.Delay leaves out fractions of milliseconds
            long start = Clock.GetTimestamp();
            await Task.Delay(delay, Clock, Cancellation);

            Assert.True(Clock.GetElapsedTime(start) >= delay);
        }
    }

    [Fact]
    public async Task CreateTimer_Callback_RunsOnThePoolInTheCallersContext()
    {
        var local = new AsyncLocal<int> { Value = 3 };
        var called = new TaskCompletionSource<(bool, int, object?)>(TaskCreationOptions.RunContinuationsAsynchronously);
        object state = new();

        await using ITimer timer = Clock.CreateTimer(
            state => called.SetResult((Thread.CurrentThread.IsThreadPoolThread, local.Value, state)), state, Millisecond, Never);
        local.Value = 4;

        Assert.Equal((true, 3, state), await called.Task.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task CreateTimer_WhileFlowIsSuppressed_RunsInTheDefaultContext()
    {
        var local = new AsyncLocal<int> { Value = 3 };
        var called = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        ITimer timer;

        using (ExecutionContext.SuppressFlow())
        {
            timer = Clock.CreateTimer(_ => called.SetResult(local.Value), null, Millisecond, Never);
        }

        Assert.Equal(0, await called.Task.WaitAsync(Cancellation));
        await timer.DisposeAsync();
    }

    [Fact]
    public async Task CreateTimer_CallbackThatBlocks_HoldsUpNoOther()
    {
        using var release = new ManualResetEventSlim();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer blocked = Clock.CreateTimer(_ => release.Wait(Cancellation), null, TimeSpan.Zero, Never);

        await using ITimer other = Clock.CreateTimer(_ => called.SetResult(), null, Millisecond, Never);

        await called.Task.WaitAsync(Cancellation);
        release.Set();
    }

    [Fact]
    public async Task CreateTimer_Period_NeitherEarlyNorDrifting()
    {
        const int Calls = 40;
        List<long> stamps = [];
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TimeSpan period = Millisecond / 2;

        long start = Clock.GetTimestamp();
        await using ITimer timer = Clock.CreateTimer(
            _ =>
            {
                stamps.Add(Clock.GetTimestamp());
                if (stamps.Count == Calls)
                {
                    done.TrySetResult();
                }
            },
            null,
            Millisecond,
            period);
        await done.Task.WaitAsync(Cancellation);
        timer.Dispose();

        // instants may be left out, but none comes before its place on the grid
        for (int i = 0; i < Calls; i++)
        {
            Assert.True(Clock.GetElapsedTime(start, stamps[i]) >= Millisecond + (i * period));
        }
    }

    [Fact]
    public async Task CreateTimer_PeriodShorterThanTheCallback_NeverRunsBesideItself()
    {
        int running = 0;
        int calls = 0;
        bool overlapped = false;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await using ITimer timer = Clock.CreateTimer(
            _ =>
            {
                overlapped |= Interlocked.Increment(ref running) != 1;
                long begin = Clock.GetTimestamp();
                while (Clock.GetElapsedTime(begin) < Millisecond / 5)
                {
                    Thread.SpinWait(10);
                }

                Interlocked.Decrement(ref running);
                if (++calls == 20)
                {
                    done.TrySetResult();
                }
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromMicroseconds(10));
        await done.Task.WaitAsync(Cancellation);

        Assert.False(overlapped);
    }

    [Fact]
    public async Task Change_FromNeverToSoonAndBack_CallsOnce()
    {
        int calls = 0;
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer timer = Clock.CreateTimer(
            _ =>
            {
                calls++;
                called.TrySetResult();
            },
            null,
            Never,
            Never);

        Assert.True(timer.Change(TimeSpan.FromHours(1), Never));
        Assert.True(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        await called.Task.WaitAsync(Cancellation);
        Assert.True(timer.Change(Never, Never));
        await PassAsync();

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Dispose_BeforeDue_NeverCalls()
    {
        bool wasCalled = false;
        ITimer timer = Clock.CreateTimer(_ => wasCalled = true, null, Millisecond, Millisecond);

        timer.Dispose();
        timer.Dispose();
        bool couldChange = timer.Change(TimeSpan.Zero, Never);
        await PassAsync();

        Assert.False(wasCalled);
        Assert.False(couldChange);
    }

    [Fact]
    public async Task DisposeAsync_WhileTheCallbackRuns_WaitsForIt()
    {
        using var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool hasEnded = false;
        ITimer timer = Clock.CreateTimer(
            _ =>
            {
                begun.SetResult();
                release.Wait(Cancellation);
                hasEnded = true;
            },
            null,
            TimeSpan.Zero,
            Never);
        await begun.Task.WaitAsync(Cancellation);

        Task disposal = timer.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        release.Set();
        await disposal.WaitAsync(Cancellation);

        Assert.True(hasEnded);
        Assert.True(timer.DisposeAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task DisposeAsync_InsideTheCallback_CompletesAfterIt()
    {
        var disposal = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        var created = new TaskCompletionSource<ITimer>(TaskCreationOptions.RunContinuationsAsynchronously);

        ITimer timer = Clock.CreateTimer(
            _ => created.Task.ContinueWith(
                timer => disposal.SetResult(timer.Result.DisposeAsync().AsTask()),
                Cancellation,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default),
            null,
            TimeSpan.Zero,
            Never);
        created.SetResult(timer);

        await (await disposal.Task.WaitAsync(Cancellation)).WaitAsync(Cancellation);
    }

    [Fact]
    public async Task CreateTimer_ManyInAnyOrder_CallsEachOnceAndNoneEarly()
    {
        const int Timers = 2000;
        var random = new Random(5);
        int early = 0;
        int calls = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<ITimer> timers = [];

        for (int i = 0; i < Timers; i++)
        {
            var dueTime = TimeSpan.FromMicroseconds(random.Next(20_000));
            long start = Clock.GetTimestamp();
            timers.Add(Clock.CreateTimer(
                _ =>
                {
                    if (Clock.GetElapsedTime(start) < dueTime)
                    {
                        Interlocked.Increment(ref early);
                    }

                    if (Interlocked.Increment(ref calls) == Timers)
                    {
                        done.SetResult();
                    }
                },
                null,
                dueTime,
                Never));
        }

        await done.Task.WaitAsync(Cancellation);
        await PassAsync();

        Assert.Equal(0, early);
        Assert.Equal(Timers, calls);
        timers.ForEach(timer => timer.Dispose());
    }

    [Fact]
    public async Task Change_FromManyThreads_LosesNoLastOne()
    {
        for (int round = 0; round < 200; round++)
        {
            var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using ITimer timer = Clock.CreateTimer(_ => called.TrySetResult(), null, Never, Never);

            Task[] others = [.. Enumerable.Range(0, 4).Select(i => Task.Run(() => timer.Change(TimeSpan.FromMicroseconds(i * 20), Never), Cancellation))];
            await Task.WhenAll(others);

            await called.Task.WaitAsync(Cancellation);
        }
    }

    [Fact]
    public void CreateTimer_BadArguments_Throws()
    {
        var tooLong = TimeSpan.FromMilliseconds((double)uint.MaxValue);
        var negative = TimeSpan.FromTicks(-1);
        static void Nothing(object? state)
        {
        }

        Assert.Throws<ArgumentNullException>(() => Clock.CreateTimer(null!, null, Millisecond, Never));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.CreateTimer(Nothing, null, negative, Never));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.CreateTimer(Nothing, null, Millisecond, negative));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.CreateTimer(Nothing, null, tooLong, Never));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clock.CreateTimer(Nothing, null, Millisecond, tooLong));
    }

    [Fact]
    public void GetTimestampAndUtcNow_Always_AreTheSystems()
    {
        DateTimeOffset before = DateTimeOffset.UnixEpoch;
        long first = Clock.GetTimestamp();
        long second = Clock.GetTimestamp();

        Assert.True(second >= first);
        Assert.True(Clock.GetUtcNow() > before);
        Assert.Equal(TimeSpan.Zero, Clock.GetUtcNow().Offset);
    }

    // until the clock has certainly come past everything that was due within some milliseconds, and the pool too
    private static async Task PassAsync()
    {
        await Task.Delay(3 * Millisecond, Clock, Cancellation);
        await Task.Run(() => { }, Cancellation);
    }
}
