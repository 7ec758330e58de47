using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

public sealed class FutureContinuingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Then_Result_IsPassedOn()
    {
        Future<string> text = Future.Run(() => 20, Cancellation).Then(value => value + 1).Then(value => $"{value}");

        Assert.Equal("21", text.Result);
    }

    [Fact]
    public void Then_CallbackThatStartsSomething_WaitsForIt()
    {
        Future<int> future = Future.Run(() => 2, Cancellation).Then(value => Future.Run(() => value * 3)).Then(async value =>
        {
            await Task.Yield();
            return value + 1;
        });

        Assert.Equal(7, future.Result);
    }

    [Fact]
    public void Then_Failure_IsPassedAlongAndTheCallbackDoesNotRun()
    {
        bool hasRun = false;

        Future then = Future.Run(int () => throw new FormatException("x"), Cancellation).Then(_ => { hasRun = true; });

        Assert.Equal("x", Assert.Throws<FormatException>(() => then.Join()).Message);
        Assert.False(hasRun);
    }

    [Fact]
    public void Then_Callback_NeverRunsInlineUnlessAsynchronyIsOff()
    {
        bool isInline = true;
        bool wasInline = false;
        using var attached = new ManualResetEventSlim();

        Future then = Future.Completed.Then(() =>
        {
            if (!Asynchrony.IsDisabled) // Differences.ThenRunsAtOnce
            {
                attached.Wait();
            }

            wasInline = isInline;
        });
        isInline = false;
        attached.Set();
        then.Join();

        Assert.Equal(Asynchrony.IsDisabled, wasInline); // Differences.ThenRunsAtOnce
    }

    [Fact]
    public void Then_CancelledBeforeItsTurn_EndsAtOnceAndNeverRuns()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        bool hasRun = false;
        var pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future source = Future.Start(() => pending.Task, Cancellation);
        Future then = source.Then(() => hasRun = true);

        then.Cancel();

        Assert.True(then.IsCancelled);
        Assert.Throws<OperationCanceledException>(() => then.Join());
        Assert.False(source.IsDone);
        pending.SetResult();
        source.Join();
        Assert.False(source.IsCancelled);
        Assert.False(hasRun);
    }

    [Fact]
    public async Task Then_CancelledWhileTheSourceFails_LeavesTheFailureUnobserved()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        string name = Guid.NewGuid().ToString();
        int reported = 0;
        void OnUnobserved(object? sender, UnobservedFailureEventArgs e) => reported += e.Name == name ? 1 : 0;
        Future.UnobservedFailure += OnUnobserved;
        try
        {
            await FailAfterThenWasCancelledAsync(name);
            Garbage.CollectUntil(() => Volatile.Read(ref reported) != 0);
        }
        finally
        {
            Future.UnobservedFailure -= OnUnobserved;
        }

        Assert.Equal(1, reported);
    }

    [Fact]
    public async Task Then_CancelledWhileItsCallbackRuns_EndsWhenThatDoes()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future then = Future.Completed.Then(async () =>
        {
            begun.SetResult();
            await pending.Task;
        });
        await begun.Task;

        then.Cancel();
        Assert.False(then.IsDone);
        pending.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await then);
    }

    [Fact]
    public void Then_RaceOfCancelAndSource_RunsAtMostOnceAndEndsAlways()
    {
        for (int moment = 0; moment < 1000; moment++)
        {
            int runs = 0;
            using var start = new Barrier(Asynchrony.IsDisabled ? 1 : 2); // Differences.NoSecondThread
            Future source = Future.Run(
                () =>
                {
                    start.SignalAndWait();
                    Thread.SpinWait(moment % 100);
                },
                Cancellation);
            Future then = source.Then(() => { Interlocked.Increment(ref runs); });
            start.SignalAndWait();
            Thread.SpinWait(moment / 10);
            then.CancelAsync().Join();

            Assert.True(then.IsDone);
            Assert.True(runs == 1 || (runs == 0 && then.IsCancelled));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Then_AttachedOnALoop_RunsThereOnceAlsoWhenLateOrEndedElsewhere(bool isLate)
    {
        List<int> threads = [];
        int loopThread = 0;

        EventLoop.Run(async () =>
        {
            loopThread = Environment.CurrentManagedThreadId;
            Future<int> source = Future.Run(() => 1, Cancellation);
            if (isLate)
            {
                await source;
            }

            await Future.All(Enumerable.Range(0, 3).Select(_ => source.Then(void (_) => threads.Add(Environment.CurrentManagedThreadId))));
        });

        Assert.Equal([loopThread, loopThread, loopThread], threads);
    }

    [Fact]
    public void Then_AttachedOnAnotherLoopThanTheSources_RunsOnItsOwn()
    {
        int loopThread = 0;
        int callbackThread = 0;
        Future? source = null;
        using var started = new ManualResetEventSlim();
        Future other = Future.Run(
            () => EventLoop.Run(async () =>
            {
                source = Future.Start(async () => await Clock.Delay(TimeSpan.FromMilliseconds(1)), Cancellation);
                started.Set();
                await source;
            }),
            Cancellation);
        started.Wait(Cancellation);

        EventLoop.Run(async () =>
        {
            loopThread = Environment.CurrentManagedThreadId;
            await source!.Then(() => { callbackThread = Environment.CurrentManagedThreadId; });
        });
        other.Join();

        Assert.Equal(loopThread, callbackThread);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task FailAfterThenWasCancelledAsync(string name)
    {
        var pending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future source = Future.Start(() => pending.Task, CancellationToken.None, name);
        source.Then(() => { }).Cancel();
        source.OnEnd(static ended => ((TaskCompletionSource)ended).SetResult(), ended);
        pending.SetException(new InvalidDataException());
        await ended.Task;
    }
}
