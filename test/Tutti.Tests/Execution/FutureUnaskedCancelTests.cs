using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>What becomes of an exception that tells of a cancel, thrown by the work of a future that nobody cancelled.</summary>
public sealed class FutureUnaskedCancelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets the ways to run a function that ends so.</summary>
    public static TheoryData<string> Ways => ["start", "start, at once", "run", "then", "all", "inside another", "made"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Start_ThrowsUnaskedCancel_EveryWaitThrowsTheVeryException(string way)
    {
        var thrown = new TaskCanceledException("http timeout", new TimeoutException());

        Future future = Begin(way, thrown);

        Assert.Same(thrown, await Assert.ThrowsAsync<TaskCanceledException>(async () => await future));
        Assert.Same(thrown, Assert.Throws<TaskCanceledException>(() => future.Join()));
        Assert.True(future.IsCancelled);
        Assert.Null(future.Exception);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(future.AsTask);
        if (way != "made")
        {
            Assert.Contains(nameof(ThrowWithin), thrown.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Result_ThrowsUnaskedCancel_KeepsTypeAndTrace()
    {
        Future<int> future = Future.Start(
            async Task<int> () =>
            {
                await Task.Yield();
                ThrowWithin(new TaskCanceledException("http timeout"));
                return 1;
            },
            Cancellation);

        Assert.Contains(nameof(ThrowWithin), Assert.Throws<TaskCanceledException>(() => future.Result).StackTrace, StringComparison.Ordinal);
        Assert.Throws<TaskCanceledException>(() => future.ResultNow);
        await Assert.ThrowsAsync<TaskCanceledException>(async () => await future);
    }

    [Fact]
    public void UnobservedFailure_UnaskedCancel_IsReportedAndNoOther()
    {
        string dropped = Guid.NewGuid().ToString();
        string passedOn = Guid.NewGuid().ToString();
        string[] silent = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid().ToString())];
        var reported = new ConcurrentBag<string>();
        void OnUnobserved(object? sender, UnobservedFailureEventArgs e) => reported.Add(e.Name);
        Future.UnobservedFailure += OnUnobserved;
        try
        {
            DropSilentOnes(silent);
            DropUnasked(dropped, passedOn);
            Garbage.CollectUntil(() => reported.Contains(dropped) && reported.Contains(passedOn));
        }
        finally
        {
            Future.UnobservedFailure -= OnUnobserved;
        }

        Assert.Single(reported, dropped);
        Assert.Single(reported, passedOn);
        Assert.Empty(reported.Intersect(silent));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DropUnasked(string dropped, string passedOn)
    {
        _ = Future.Run(void () => throw new TaskCanceledException("http timeout"), CancellationToken.None, dropped);
        Future inner = Future.Start(Task () => throw new TaskCanceledException("http timeout"), CancellationToken.None, "inner");
        Future outer = Future.Start(async () => await inner, CancellationToken.None, passedOn);
        WaitFor(outer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DropSilentOnes(string[] names)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        CancellationToken cancelled = source.Token;

        // One that ends by the cancel of another, one whose own token asked, one that was looked at, one whose token comes first to its work, and
        // one by a token that only its work knows.
        Future other = Future.Run(() => { }, cancelled);
        Future byAnother = Future.Start(async () => await other, CancellationToken.None, names[0]);
        Future byToken = Future.Start(Task () => throw new TaskCanceledException("asked"), cancelled, names[1]);
        Future lookedAt = Future.Run(void () => throw new TaskCanceledException("seen"), CancellationToken.None, names[2]);
        Assert.Throws<TaskCanceledException>(() => lookedAt.Join());
        using var late = new CancellationTokenSource();
        Future askedWithin = Future.Start(
            Task (token) =>
            {
                using CancellationTokenRegistration first = late.Token.Register(() => { });
                late.Cancel();
                throw new TaskCanceledException("asked");
            },
            late.Token,
            names[3]);
        Future byTokenOfItsWork = Future.Start(() => Task.FromCanceled(cancelled), CancellationToken.None, names[4]);
        Array.ForEach([byAnother, byToken, askedWithin, byTokenOfItsWork], WaitFor);
    }

    private static void WaitFor(Future future) => SpinWait.SpinUntil(() => future.IsDone, HangGuard.Limit);

    private static Future Begin(string way, Exception exception)
    {
        switch (way)
        {
            case "start":
                return Future.Start(async () =>
                {
                    await Task.Yield();
                    ThrowWithin(exception);
                });
            case "start, at once":
                return Future.Start(() =>
                {
                    ThrowWithin(exception);
                    return Task.CompletedTask;
                });
            case "run":
                return Future.Run(() => ThrowWithin(exception));
            case "then":
                return Begin("run", exception).Then(() => { });
            case "all":
                return Future.All(Future.Completed, Begin("run", exception));
            case "inside another":
                return Future.Start(async () => await Begin("start", exception));
            default:
                return Future.FromException(exception);
        }
    }

    private static void ThrowWithin(Exception exception) => throw exception;
}
