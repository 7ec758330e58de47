using System.Reflection;
using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

public sealed class FutureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_Function_GivesItsResult()
    {
        Future<int> future = Future.Run(() => 1);

        Assert.Equal(1, future.Result);
        Assert.True(future.IsDone);
        Assert.False(future.IsCancelled);
        Assert.Null(future.Exception);
        Assert.Equal(1, future.ResultNow);
        Assert.True(future.TryGetResult(out int result));
        Assert.Equal(1, result);
    }

    [Fact]
    public void Run_Function_RunsOnAWorkerUnlessAsynchronyIsOff()
    {
        int caller = Environment.CurrentManagedThreadId;

        int worker = Future.Run(() => Environment.CurrentManagedThreadId).Result;

        Assert.Equal(Asynchrony.IsDisabled, worker == caller); // Differences.NoSecondThread
    }

    [Fact]
    public void Run_OverloadsForAsyncFunctions_AreErrorsOfTheCompilerThatNameStart()
    {
        static bool IsAsync(Type function) => function.Name.StartsWith("Func", StringComparison.Ordinal)
            && function.GenericTypeArguments[^1] is { IsGenericParameter: false } result
            && (result.Name.StartsWith(nameof(Task), StringComparison.Ordinal)
                || result.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal)
                || typeof(Future).IsAssignableFrom(result));
        ObsoleteAttribute?[] traps = [.. typeof(Future).GetMethods()
            .Where(method => method.Name == nameof(Future.Run) && IsAsync(method.GetParameters()[0].ParameterType))
            .Select(method => method.GetCustomAttribute<ObsoleteAttribute>())];

        Assert.Equal(12, traps.Length);
        Assert.All(traps, trap => Assert.True(trap is { IsError: true } && trap.Message!.Contains("Future.Start", StringComparison.Ordinal)));
    }

    [Fact]
    public void Start_WorkThatThrowsAtOnce_KeepsItInTheFuture()
    {
        Future future = Future.Start(Task () => throw new InvalidOperationException("at once"), Cancellation);

        Assert.True(future.IsDone);
        Assert.Equal("at once", future.Exception!.Message);
    }

    [Fact]
    public void Start_NullTask_Fails()
    {
        Task? none = null;

        Future future = Future.Start(() => none!, Cancellation);

        Assert.Contains("no task", Assert.Throws<InvalidOperationException>(() => future.Join()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FunctionThatReturnsAFuture_EndsAsThatDoesAndReachesIt()
    {
        var failure = new FormatException("x");
        Future inner = Future.Completed;

        Assert.Equal(3, await Future.Start(() => Future.Run(() => 3)));
        Assert.Equal(4, await Future.Start(_ => Future.Run(() => 4)));
        Assert.Same(failure, await Assert.ThrowsAsync<FormatException>(async () => await Future.Start(_ => Future.Run(void () => throw failure))));
        InvalidOperationException none = Assert.Throws<InvalidOperationException>(() => Future.Start(Future () => null!, name: "none").Join());
        Assert.Equal("The function of the future 'none' returned no future.", none.Message);
        if (!Asynchrony.IsDisabled) // Differences.NothingIsPending
        {
            Future outer = Future.Start(() => inner = Clock.Delay(TimeSpan.FromHours(1)));
            outer.Cancel();
            await outer.CancelAsync();
            Assert.True(inner.IsCancelled);
        }
    }

    [Fact]
    public void Start_Work_BeginsOnTheCaller()
    {
        int caller = Environment.CurrentManagedThreadId;
        int begun = 0;

        Future future = Future.Start(
            () =>
            {
                begun = Environment.CurrentManagedThreadId;
                return Task.CompletedTask;
            },
            Cancellation);

        Assert.True(future.IsDone);
        Assert.Equal(caller, begun);
    }

    [Fact]
    public void ResultNow_NotDone_ThrowsAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var pending = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Future<int> future = Future.Start(() => pending.Task, Cancellation);

        Assert.False(future.IsDone);
        Assert.Contains("not done", Assert.Throws<InvalidOperationException>(() => future.ResultNow).Message, StringComparison.Ordinal);
        Assert.False(future.TryGetResult(out _));
        Assert.Throws<TimeoutException>(() => future.Join(TimeSpan.FromMilliseconds(1)));
        Assert.Contains("within 0.001 s", Assert.Throws<TimeoutException>(() => future.Join(1 * ms)).Message, StringComparison.Ordinal);
        Assert.Throws<TimeoutException>(() => ((Future)future).Join(1 * ms));
        pending.SetResult(3);
        Assert.Equal(3, future.Join(TimeSpan.FromMinutes(1)).ResultNow);
        Assert.Equal(3, future.Join(1 * min).ResultNow);
    }

    [Fact]
    public void Join_LimitThatIsNone_IsRefused()
    {
        Future<int> future = Future.Run(() => 1, Cancellation);

        Assert.Same(future, future.Join(1 * min));
        Assert.Throws<UnitException>(() => future.Join(1 * mm));
        Assert.Throws<ArgumentOutOfRangeException>("timeout", () => future.Join(-1 * ms));
        Assert.Throws<ArgumentOutOfRangeException>("timeout", () => ((Future)future).Join(-1 * s));
    }

    [Fact]
    public void Join_OnALoop_LetsTheLoopGoOn()
    {
        List<string> order = [];

        EventLoop.Run(async () =>
        {
            EventLoop.Current!.Post(_ => order.Add("posted"), null);
#pragma warning disable TUTTI002 // That it runs what was posted is tested.
            _ = Future.Start(async () => await Task.Yield(), Cancellation).Join();
#pragma warning restore TUTTI002
            order.Add("joined");
            await Task.Yield();
        });

        Assert.Equal(["posted", "joined"], order);
    }

    [Fact]
    public void Join_OnAForeignContext_ThrowsAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.AnyThreadCanWait);
        var pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future future = Future.Start(() => pending.Task, Cancellation);
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new ForeignContext());
        try
        {
            Assert.Contains(nameof(ForeignContext), Assert.Throws<InvalidOperationException>(() => future.Join()).Message, StringComparison.Ordinal);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
            pending.SetResult();
        }
    }

    [Fact]
    public void Await_OnALoop_StaysOnItsThread()
    {
        EventLoop.Run(async () =>
        {
            int thread = Environment.CurrentManagedThreadId;
            await Future.Run(() => 1, Cancellation);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            await Clock.Delay(TimeSpan.FromTicks(1), Cancellation);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
        });
    }

    [Fact]
    public async Task AsTask_EachOutcome_IsTheSame()
    {
        Assert.Equal(4, await Future.FromResult(4).AsTask());
        await Assert.ThrowsAsync<FormatException>(() => Future.FromException(new FormatException()).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Future.Start(token => Task.FromCanceled(new CancellationToken(canceled: true)), Cancellation).AsTask());
    }

    [Fact]
    public void Name_Expression_IsItsText()
    {
        Assert.Equal("Five", Future.Run(Five, Cancellation).Name);
        Assert.Equal("other", Future.Run(Five, Cancellation, "other").Name);
        Assert.True(Future.Run(() => Enumerable.Range(0, 1000000).Where(i => i > 5).Select(i => i + 1).First(), Cancellation).Name.Length <= 60);
    }

    [Fact]
    public async Task All_SomeFail_WaitsForAllAndThrowsTheFirstInOrder()
    {
        Future<int> good = Future.Run(Five, Cancellation);
        Future<int> bad = Future.Run(int () => throw new FormatException("first"), Cancellation);
        Future<int> worse = Future.Run(int () => throw new InvalidOperationException("second"), Cancellation);

        await Assert.ThrowsAsync<FormatException>(async () => await Future.All(good, bad, worse));

        Assert.True(worse.IsDone);
        Assert.NotNull(worse.Exception);
        int[] both = await Future.All(good, good);
        Assert.Equal([5, 5], both);
        Assert.Empty(await Future.All(Array.Empty<Future<int>>()));
    }

    [Fact]
    public async Task Any_OneDone_GivesIt()
    {
        Future<int> done = Future.FromResult(1);

        Assert.Same(done, await Future.Any(done, Future.Run(Five, Cancellation)));
        Assert.Throws<ArgumentException>(() => Future.Any(Array.Empty<Future>()));
    }

    [Fact]
    public async Task Any_TheSecondEndsFirst_GivesItUnlessAsynchronyIsOff()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isOff = Asynchrony.IsDisabled; // Differences.AnyGivesTheFirst
        Future<int> slow = isOff ? Future.Run(() => 1, Cancellation) : Future.Start(() => gate.Task, Cancellation);
        Future<int> quick = Future.FromResult(2);

        Future<int> first = await Future.Any(slow, quick);
        gate.SetResult(1);

        Assert.Same(isOff ? slow : quick, first);
        Assert.Equal(3, await slow + await quick);
    }

    [Fact]
    public void Progress_Reported_IsShownAndRaised()
    {
        List<double> seen = [];
        Future<int> future = Future.Start(
            async () =>
            {
                Future.ReportProgress(0.25, "1 of 4");
                await Task.Yield();
                Future.ReportProgress(0.5, "2 of 4");
                return 1;
            },
            Cancellation);
        future.ProgressChanged += (_, progress) => seen.Add(progress.Fraction);
        future.Join();

        Assert.Equal("2 of 4", future.Progress.Text);
        Assert.Equal(1, future.Progress.Fraction);
        Assert.Throws<ArgumentOutOfRangeException>(() => Future.ReportProgress(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Future.ReportProgress(double.NaN));
    }

    [Fact]
    public void Progress_TimeLeft_CountsDownBetweenReportsButNotBelowZero()
    {
        Future future = Future.Start(
            async () =>
            {
                await Clock.Delay(TimeSpan.FromMilliseconds(30));
                Future.ReportProgress(0.5);
                FutureProgress then = Current(0.5);
                Assert.InRange(then.Remaining!.Value, TimeSpan.Zero, TimeSpan.FromDays(1));
                await Clock.Delay(then.Remaining!.Value + TimeSpan.FromMilliseconds(1));
                Assert.Equal(TimeSpan.Zero, Current(0.5).Remaining);
                Future.ReportProgress(1);
                Assert.Equal(TimeSpan.Zero, Current(1).Remaining);
            },
            Cancellation);

        future.Join();

        static FutureProgress Current(double fraction)
        {
            FutureProgress progress = Flow.Current!.Owner!.Progress;
            Assert.Equal(fraction, progress.Fraction);
            return progress;
        }
    }

    [Fact]
    public void Progress_ReportedByWhatOutlivesTheWork_IsIgnored()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? straggler = null;
        Future future = Future.Start(
            () =>
            {
                Future.ReportProgress(0.5, "half");
                straggler = ReportLateAsync();
                throw new FormatException();
            },
            Cancellation);
        Assert.Throws<FormatException>(() => future.Join());

        late.SetResult();
        Future.Start(() => straggler!, Cancellation).Join();

        Assert.Equal("half", future.Progress.Text);

        async Task ReportLateAsync()
        {
            await late.Task;
            Future.ReportProgress(0.9, "late");
        }
    }

    [Fact]
    public void FutureProgress_Text_SaysAllThatIsKnown()
    {
        Assert.Equal("unknown", FutureProgress.Unknown.ToString());
        Assert.Equal("30 %, 3 of 10, 12.5 s left", new FutureProgress(0.3, "3 of 10", TimeSpan.FromSeconds(12.5)).ToString());
        Assert.Equal("100 %", new FutureProgress(1, string.Empty, TimeSpan.Zero).ToString());
    }

    [Fact]
    public void Join_PolledOnALoop_LeavesOneNodeBehind()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.JoinNeverTimesOut);
        EventLoop.Run(() =>
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Future future = Future.Start(() => gate.Task, Cancellation);
            for (int i = 0; i < 20; i++)
            {
                Assert.Throws<TimeoutException>(() => future.Join(TimeSpan.FromTicks(1)));
            }

            Assert.Equal(1, future.CountContinuations());
            gate.SetResult();
            future.Join();
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void UnobservedFailure_CollectedFuture_IsReportedWithItsName()
    {
        string name = Guid.NewGuid().ToString();
        using var reported = new ManualResetEventSlim();
        void OnUnobserved(object? sender, UnobservedFailureEventArgs e)
        {
            if (e.Name == name)
            {
                Assert.IsType<FormatException>(e.Exception);
                reported.Set();
            }
        }

        Future.UnobservedFailure += OnUnobserved;
        try
        {
            DropFailure(name);
            Garbage.CollectUntil(() => reported.IsSet);
        }
        finally
        {
            Future.UnobservedFailure -= OnUnobserved;
        }

        Assert.True(reported.IsSet);
    }

    [Fact]
    public void Run_Dropped_IsNotKeptByTheWorkerThatRanIt()
    {
        WeakReference dropped = RunAndDrop();

        Assert.True(Garbage.CollectUntil(() => !dropped.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndDrop() => new(Future.Run(() => 1).Join());

    private static void DropFailure(string name) => _ = Future.Start(Task () => throw new FormatException(), CancellationToken.None, name);

    private static int Five() => 5;

    private static int Fail() => throw new InvalidOperationException("failed on purpose");

    private sealed class ForeignContext : SynchronizationContext;
}
