using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Execution.Internal;

namespace Tutti.Tests.Execution;

/// <summary>What a cancel does; with asynchrony off a cancel comes too late, so most of these have nothing to cancel then.</summary>
public sealed class FutureCancellingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_Parent_CancelsChildrenWithoutAnyToken()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? child = null;
        Future parent = Future.Start(
            async () =>
            {
                child = Clock.Delay(TimeSpan.FromDays(1));
                await child;
            },
            Cancellation);

        await parent.CancelAsync();

        Assert.True(parent.IsCancelled);
        Assert.True(child!.IsCancelled);
    }

    [Fact]
    public async Task Cancel_WorkWithAToken_EndsCancelledWithTheTokenThatAsked()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        using var caller = new CancellationTokenSource();
        CancellationToken own = default;
        async Task WaitForCancel(CancellationToken token)
        {
            own = token;
            await Clock.Delay(TimeSpan.FromDays(1), token);
        }

        Future byCaller = Future.Start(WaitForCancel, caller.Token);
        await caller.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byCaller);
        Assert.Equal(caller.Token, thrown.CancellationToken);

        Future byItself = Future.Start(WaitForCancel, Cancellation);
        byItself.Cancel();
        thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byItself);
        Assert.Equal(own, thrown.CancellationToken);
    }

    [Fact]
    public void Start_CancelledToken_DoesNotCallTheWork()
    {
        bool isCalled = false;

        Future future = Future.Run(() => isCalled = true, new CancellationToken(canceled: true));

        Assert.True(future.IsCancelled);
        Assert.False(isCalled);
        Assert.Throws<OperationCanceledException>(() => future.Join());
    }

    [Fact]
    public async Task Cancel_IsLevelTriggered_LaterFuturesOfTheFlowStartCancelled()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        bool isCalled = false;
        Future? late = null;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future parent = Future.Start(
            async () =>
            {
                await gate.Task;
                late = Future.Run(() => isCalled = true);
            },
            Cancellation);
        parent.Cancel();
        Assert.False(parent.IsDone);
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);

        Assert.True(late!.IsCancelled);
        Assert.False(isCalled);
    }

    [Fact]
    public async Task Cancel_WorkThatIgnoresIt_EndsWhenItEnds()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future<int> returns = Future.Start(
            async () =>
            {
                await gate.Task;
                return 1;
            },
            Cancellation);
        Future throws = Future.Start(
            async () =>
            {
                await gate.Task;
                throw new FormatException();
            },
            Cancellation);

        returns.Cancel();
        throws.Cancel();
        Assert.False(returns.IsDone);
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await returns);
        await Assert.ThrowsAsync<FormatException>(async () => await throws);
        Assert.True(returns.IsCancelled);
        Assert.False(throws.IsCancelled);
    }

    [Fact]
    public async Task Shield_CancelledParent_LetsTheCleanUpRun()
    {
        bool isCleanedUp = false;
        async Task Procedure(CancellationToken token)
        {
            try
            {
                await Clock.Delay(Asynchrony.IsDisabled ? TimeSpan.Zero : TimeSpan.FromDays(1), token); // Differences.CancelComesTooLate
            }
            finally
            {
                using (Future.Shield(TimeSpan.FromMinutes(1)))
                {
                    await Future.Start(async () => await Task.Yield());
                    await Clock.Delay(TimeSpan.FromTicks(1));
                    isCleanedUp = true;
                }
            }
        }

        Future future = Future.Start(Procedure, Cancellation);
        await future.CancelAsync();

        Assert.Equal(!Asynchrony.IsDisabled, future.IsCancelled); // Differences.CancelComesTooLate
        Assert.True(isCleanedUp);
    }

    [Fact]
    public async Task Shield_DeadlinePasses_CancelsWhatIsInside()
    {
        using (Future.Shield(TimeSpan.FromTicks(1)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Clock.Delay(TimeSpan.FromDays(1), Cancellation));
        }

        await Clock.Delay(TimeSpan.FromTicks(1), Cancellation);
    }

    [Fact]
    public async Task CancelAsync_ChildWhoseParentEndedFirst_IsNotReached()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? orphan = null;
        Future parent = Future.Start(
            () =>
            {
                orphan = Clock.Delay(TimeSpan.FromDays(1));
                return Task.CompletedTask;
            },
            Cancellation);

        Assert.True(parent.IsDone);
        Assert.False(orphan!.IsDone);
        Assert.Contains(orphan, Future.Running);
        await parent.CancelAsync();
        Assert.False(orphan.IsDone);
        await orphan.CancelAsync();
        Assert.DoesNotContain(orphan, Future.Running);
    }

    [Fact]
    public async Task CancelAsync_DescendantsOfAnEndedChild_AreWaitedFor()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future? stubborn = null;
        Future parent = Future.Start(
            async token =>
            {
                stubborn = Future.Start(() => gate.Task);
                await Clock.Delay(TimeSpan.FromDays(1), token);
            },
            Cancellation);

        Future rest = parent.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);
        Assert.False(rest.IsDone);
        gate.SetResult();
        await rest;

        Assert.True(stubborn!.IsCancelled);
    }

    [Fact]
    public async Task SuppressFlow_ShieldedInside_LeavesTheFlowAsItWas()
    {
        Future? child = null;
        await Future.Start(
            async () =>
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Shield.Start(TimeSpan.FromDays(1), _ => Task.CompletedTask, "stop");
                    using (Future.Shield(TimeSpan.FromDays(1)))
                    {
                        Assert.NotNull(Flow.Current!.Shield);
                    }
                }

                Assert.NotNull(Flow.Current!.Owner);
                Assert.Null(Flow.Current.Shield);
                child = Future.Start(() => Task.CompletedTask, Cancellation);
                await child;
            },
            Cancellation);

        Assert.True(child!.IsDone);
    }

    [Fact]
    public async Task SuppressFlow_Shielded_TheDeadlineCounts()
    {
        Future? stop = null;
        using (ExecutionContext.SuppressFlow())
        {
            stop = Shield.Start(TimeSpan.FromMilliseconds(1), async token => await Clock.Delay(TimeSpan.FromDays(1), token), "stop");
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stop);
    }

    [Fact]
    public async Task Shield_DisposedOutOfOrder_EndsTheProtection()
    {
        await Future.Start(
            () =>
            {
                IDisposable outer = Future.Shield(TimeSpan.FromDays(1));
                IDisposable inner = Future.Shield(TimeSpan.FromDays(1));
                outer.Dispose();
                inner.Dispose();

                Assert.Null(Flow.Current!.Shield);
                Assert.Throws<ArgumentOutOfRangeException>(() => Future.Shield(TimeSpan.MaxValue));
                Assert.Null(Flow.Current!.Shield);
                return Task.CompletedTask;
            },
            Cancellation);
    }

    [Fact]
    public async Task SuppressFlow_InACancelledFamily_StartsOutsideOfIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int result = 0;
        Future parent = Future.Start(
            async () =>
            {
                await gate.Task;
                Future<int> owned;
                using (ExecutionContext.SuppressFlow())
                {
                    owned = Future.Start(async () =>
                    {
                        await Clock.Delay(TimeSpan.FromTicks(1));
                        return 5;
                    });
                }

                result = await owned;
            },
            Cancellation);
        parent.Cancel();
        gate.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);

        Assert.Equal(5, result);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_DoesNothing()
    {
        Future<int> future = Future.Run(() => 1, Cancellation);
        await future;

        future.Cancel();
        await future.CancelAsync();

        Assert.False(future.IsCancelled);
        Assert.Equal(1, future.ResultNow);
    }
}
