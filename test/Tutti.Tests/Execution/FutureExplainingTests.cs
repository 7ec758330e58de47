using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Tests.Execution;

/// <summary>Holds what <see cref="Future.Explain"/> says, and that waits which can never end are refused.</summary>
public sealed class FutureExplainingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Explain_FutureThatAwaitsAnother_TellsTheTreeOfWaits()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var signal = new Future("signal");
        Future inner = Future.Start(async () => await signal, Cancellation, "inner");
        Future outer = Future.Start(async () => await inner, Cancellation, "outer");

        string[] lines = outer.Explain().ReplaceLineEndings("\n").Split('\n');

        Assert.Collection(
            lines,
            line => Assert.StartsWith("outer (running for ", line),
            line => Assert.Matches("^  waits 0.[0-9] s for 'inner'$", line),
            line => Assert.StartsWith("    inner (running for ", line),
            line => Assert.Matches("^      waits 0.[0-9] s for 'signal'$", line),
            line => Assert.StartsWith("        signal (running for ", line));
        signal.End();
        await outer;
        Assert.Equal("outer (done)", outer.Explain());
    }

    [Fact]
    public async Task Explain_ChildThatNobodyAwaits_IsListedBesideTheWaits()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var signal = new Future("signal");
        Future parent = Future.Start(
            async () =>
            {
                Future child = Future.Start(async () => await signal, Cancellation, "log");
                Future.ReportProgress(0.25, "1 of 4");
                await Future.All(signal, Future.FromResult(1));
                await child;
            },
            Cancellation,
            "scan");

        string text = parent.Explain();

        Assert.Contains(", 25 %, 1 of 4)", text, StringComparison.Ordinal);
        Assert.Contains("for all of 2 futures, 1 of them done", text, StringComparison.Ordinal);
        Assert.Contains("  child log (running for ", text, StringComparison.Ordinal);
        signal.End();
        await parent;
    }

    [Fact]
    public async Task Explain_ThousandChildren_StaysShort()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var signal = new Future("signal");
        Future parent = Future.Start(
            async () => await Future.All(Enumerable.Range(0, 1000).Select(_ => Future.Start(async () => await signal, Cancellation))),
            Cancellation);

        string text = parent.Explain();

        Assert.Equal(200, text.Split('\n').Length);
        signal.End();
        await parent;
    }

    [Fact]
    public async Task Waits_OfALongLivedFuture_DoNotGather()
    {
        IParty? party = null;
        var never = new Future("never");
        Future work = Future.Start(
            async () =>
            {
                party = Flow.Current!.Owner;
                Task side = AwaitAsync(never);
                for (int i = 0; i < 100; i++)
                {
                    await Future.Start(async () => await Task.Yield(), Cancellation);
                }

                never.End();
                await side;
            },
            Cancellation);
        await work;

        Assert.Null(party!.Waits.Newest);
        static async Task AwaitAsync(Future future) => await future;
    }

    [Fact]
    public async Task Await_OfItself_ThrowsDeadlockAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var begin = new Future("begin");
        Future? self = null;
        self = Future.Start(
            async () =>
            {
                await begin;
                await self!;
            },
            Cancellation,
            "self");
        begin.End();

        DeadlockException deadlock = await Assert.ThrowsAsync<DeadlockException>(async () => await self.AsTask().WaitAsync(Long, Cancellation));

        Assert.Contains("'self' waits for 'self'", deadlock.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Await_InACircleOfThree_ThrowsForWhoClosesItAndTheOthersSeeThat()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var begin = new Future("begin");
        Future? third = null;
        Future first = Future.Start(
            async () =>
            {
                await begin;
                await third!;
            },
            Cancellation,
            "first");
        Future second = Future.Start(async () => await Future.All(first), Cancellation, "second");
        third = Future.Start(async () => await second, Cancellation, "third");
        begin.End();

        DeadlockException deadlock = await Assert.ThrowsAsync<DeadlockException>(async () => await third.AsTask().WaitAsync(Long, Cancellation));

        Assert.Contains("'first' waits for 'third'", deadlock.Message, StringComparison.Ordinal);
        Assert.Contains("'third' waits for 'second'", deadlock.Message, StringComparison.Ordinal);
        Assert.Same(deadlock, first.Exception);
        Assert.Same(deadlock, second.Exception);
    }

    [Fact]
    public async Task Join_InACircle_ThrowsDeadlockAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        using var begin = new SemaphoreSlim(0);
        Future? second = null;
        Future first = Future.Run(
            () =>
            {
                begin.Wait(Cancellation);
                second!.Join();
            },
            Cancellation,
            "first");
        second = Future.Start(async () => await first, Cancellation, "second");
        begin.Release();

        await Assert.ThrowsAsync<DeadlockException>(async () => await second.AsTask().WaitAsync(Long, Cancellation));
    }

    [Fact]
    public async Task Join_WithATimeLimitInACircle_TimesOutAndExplains()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.JoinNeverTimesOut);
        using var begin = new SemaphoreSlim(0);
        Future? second = null;
        Future first = Future.Run(
            () =>
            {
                begin.Wait(Cancellation);
                second!.Join(TimeSpan.FromMilliseconds(1));
            },
            Cancellation,
            "first");
        second = Future.Start(async () => await first, Cancellation, "second");
        begin.Release();

        TimeoutException timeout = await Assert.ThrowsAsync<TimeoutException>(async () => await second.AsTask().WaitAsync(Long, Cancellation));

        Assert.Contains("waits 0.", timeout.Message, StringComparison.Ordinal);
        Assert.Contains("for 'first'", timeout.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_JoinWithATimeLimit_TellsTheLimit()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future work = Future.Start(() => end.Task, Cancellation, "work");
        Future onAWorker = Future.Run(() => { work.Join(TimeSpan.FromHours(1)); }, Cancellation, "on a worker");
        Future onALoop = Future.Run(
            () => EventLoop.Run(() =>
            {
                work.Join(TimeSpan.FromHours(2));
                return Task.CompletedTask;
            }),
            Cancellation,
            "on a loop");

        Assert.True(SpinWait.SpinUntil(() => Tells(onAWorker, "for 'work', for at most 1:00:00 h"), HangGuard.Limit), onAWorker.Explain());
        Assert.True(SpinWait.SpinUntil(() => Tells(onALoop, "for 'work', for at most 2:00:00 h"), HangGuard.Limit), onALoop.Explain());
        end.SetResult();
        Future.All(onAWorker, onALoop).Join();

        static bool Tells(Future future, string text) => future.Explain().Contains(text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_AwaitedByAFutureThatItReaches_ThrowsDeadlockAtOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var begin = new Future("begin");
        Future? parent = null;
        parent = Future.Start(
            async () => await Future.Start(
                async () =>
                {
                    await begin;
                    await parent!.CancelAsync();
                },
                Cancellation,
                "child"),
            Cancellation,
            "parent");
        begin.End();

        await Assert.ThrowsAsync<DeadlockException>(async () => await parent.AsTask().WaitAsync(Long, Cancellation));
    }

    [Fact]
    public async Task Await_OfAFutureThatAwaitsASideLine_IsNoDeadlock()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var signal = new Future("signal");
        Future first = Future.Start(async () => await Future.Any(signal, new Future("never")), Cancellation, "first");
        Future second = Future.Start(async () => await first, Cancellation, "second");

        signal.End();
        await second;

        Assert.True(first.IsDone);
    }
}
