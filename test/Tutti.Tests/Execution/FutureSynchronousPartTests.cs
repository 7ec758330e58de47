using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>What holds for a future while its function has not awaited anything yet: it is as much a member of its family as later.</summary>
public sealed class FutureSynchronousPartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Running_FunctionThatHasNotAwaitedYet_ListsItOnceBelowItsParent()
    {
        IReadOnlyList<Future> running = [];

        Future parent = Future.Start(
            async () => await Future.Start(
                () =>
                {
                    OtherThread.Run(() => running = Future.Running);
                    return Task.CompletedTask;
                },
                Cancellation,
                "synchronous child"),
            Cancellation,
            "its parent");

        parent.Join();
        string[] names = [.. running.Select(future => future.Name)];
        Assert.Equal(1, names.Count(name => name == "synchronous child"));
        Assert.Equal(Array.IndexOf(names, "its parent") + 1, Array.IndexOf(names, "synchronous child"));
        Assert.DoesNotContain(Future.Running, future => future.Name is "synchronous child" or "its parent");
    }

    [Fact]
    public void Cancel_OfTheParentFromAnotherThread_ReachesTheFunctionsToken()
    {
        bool isReached = false;
        Future? child = null;

        Future parent = Future.Start(
            async () =>
            {
                child = Future.Start(
                    token =>
                    {
                        OtherThread.Run(Find("parent of a synchronous one").Cancel);
                        isReached = token.IsCancellationRequested;
                        return Task.CompletedTask;
                    },
                    Cancellation);
                await child;
            },
            Cancellation,
            "parent of a synchronous one");

        Assert.ThrowsAny<OperationCanceledException>(parent.Join);
        Assert.True(isReached);
        Assert.True(child!.IsCancelled);
    }

    [Fact]
    public void Cancel_OfItselfFromAnotherThread_ReachesItAndItsChildren()
    {
        bool isReached = false;
        Future? child = null;

        Future future = Future.Start(
            token =>
            {
                child = Future.Start(
                    childsToken =>
                    {
                        OtherThread.Run(Find("to be cancelled by itself").Cancel);
                        isReached = token.IsCancellationRequested && childsToken.IsCancellationRequested;
                        return Task.CompletedTask;
                    },
                    Cancellation);
                return Task.CompletedTask;
            },
            Cancellation,
            "to be cancelled by itself");

        Assert.True(isReached);
        Assert.True(future.IsCancelled);
        Assert.True(child!.IsCancelled);
    }

    [Fact]
    public void CancelAsync_DuringTheSynchronousPart_EndsOnlyWithTheFunction()
    {
        Future? cancel = null;
        bool isOverBefore = true;

        Future future = Future.Start(
            () =>
            {
                OtherThread.Run(() => cancel = Find("cancelled and waited for").CancelAsync());
                isOverBefore = cancel!.IsDone;
                return Task.CompletedTask;
            },
            Cancellation,
            "cancelled and waited for");

        cancel!.Join();
        Assert.False(isOverBefore);
        Assert.True(future.IsCancelled);
    }

    [Fact]
    public void Start_InACancelledSynchronousPart_StartsCancelledAndCallsNothing()
    {
        bool isCalled = false;
        Future? late = null;

        _ = Future.Start(
            () =>
            {
                OtherThread.Run(Find("cancelled early").Cancel);
                late = Future.Start(
                    () =>
                    {
                        isCalled = true;
                        return Task.CompletedTask;
                    },
                    Cancellation);
                return Task.CompletedTask;
            },
            Cancellation,
            "cancelled early");

        Assert.True(late!.IsCancelled);
        Assert.False(isCalled);
    }

    [Fact]
    public void Join_OfOneFoundInItsSynchronousPart_EndsWithIt()
    {
        Future? found = null;
        int ended = 0;
        Future? then = null;

        _ = Future.Start(
            () =>
            {
                found = Find("found and continued");
                then = found.Then(() => Interlocked.Increment(ref ended));
                return Task.CompletedTask;
            },
            Cancellation,
            "found and continued");

        then!.Join(Limit);
        Assert.True(found!.IsDone);
        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task Cancel_AfterTheFirstAwait_ReachesWhatWasOnlySynchronousBefore()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        CancellationToken own = default;
        Future? inner = null;
        Future parent = Future.Start(
            async () => await Future.Start(
                async token =>
                {
                    own = token;
                    inner = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
                    await inner;
                },
                Cancellation),
            Cancellation);

        await parent.CancelAsync();

        Assert.True(own.IsCancellationRequested);
        Assert.True(inner!.IsCancelled);
        Assert.True(parent.IsCancelled);
    }

    [Fact]
    public async Task Start_ChildAfterTheFirstAwait_IsAChildOfTheFunction()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource<Future>(TaskCreationOptions.RunContinuationsAsynchronously);
        Future future = Future.Start(
            async () =>
            {
                await resume.Task;
                Future child = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
                started.SetResult(child);
                await child;
            },
            Cancellation);

        resume.SetResult();
        Future child = await started.Task.WaitAsync(Limit, TimeProvider.System, Cancellation);
        await future.CancelAsync();

        Assert.True(child.IsCancelled);
    }

    [Fact]
    public void Start_ManySynchronousPartsAboveOneAnother_AllAreReachedByOneCancel()
    {
        const int Depth = 50; // more than a thread keeps apart, less than asynchrony off allows to nest
        List<Future> all = [];
        int cancelled = 0;

        Future Nest(int depth) => Future.Start(
            token =>
            {
                if (depth == 0)
                {
                    OtherThread.Run(Find("outermost of many").Cancel);
                }
                else
                {
                    all.Add(Nest(depth - 1));
                }

                cancelled += token.IsCancellationRequested ? 1 : 0;
                return Task.CompletedTask;
            },
            Cancellation,
            depth == Depth ? "outermost of many" : "one of many");
        all.Add(Nest(Depth));

        Assert.Equal(Depth + 1, cancelled);
        Assert.All(all, future => Assert.True(future.IsCancelled));
        Assert.DoesNotContain(Future.Running, future => future.Name is "outermost of many" or "one of many");
    }

    [Fact]
    public void Start_FunctionThatThrowsBeforeItAwaits_LeavesTheThreadsContextsAsTheyWere()
    {
        var local = new AsyncLocal<string> { Value = "outside" };

        Future future = Future.Start(
            Task () =>
            {
                local.Value = "inside";
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                throw new InvalidTimeZoneException();
            },
            Cancellation);

        Assert.IsType<InvalidTimeZoneException>(future.Exception);
        Assert.Equal("outside", local.Value);
        Assert.NotEqual(typeof(SynchronizationContext), SynchronizationContext.Current?.GetType());
        Assert.DoesNotContain(future, Future.Running);
    }

    [Fact]
    public async Task Cancel_AtEveryMomentOfShortChildren_IsNeverLost()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        for (int round = 0; round < 2000; round++)
        {
            int cancelledAt = -1;
            int calledAfter = 0;
            Future parent = Future.Run(
                void (token) =>
                {
                    for (int i = 0; !token.IsCancellationRequested; i++)
                    {
                        _ = Future.Start(
                            inner =>
                            {
                                Volatile.Write(ref cancelledAt, i);
                                return Task.CompletedTask;
                            },
                            CancellationToken.None);
                    }

                    _ = Future.Start(
                        () =>
                        {
                            calledAfter++;
                            return Task.CompletedTask;
                        },
                        CancellationToken.None);
                },
                Cancellation);
            Thread.SpinWait(round % 300);
            await parent.CancelAsync();

            Assert.True(parent.IsCancelled);
            Assert.Equal(0, calledAfter);
        }
    }

    private static Future Find(string name) => Future.Running.Single(future => future.Name == name);
}
