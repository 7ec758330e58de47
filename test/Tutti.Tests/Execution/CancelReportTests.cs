using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>Whom a cancel reaches, and when it is done; with asynchrony off a cancel comes too late.</summary>
public sealed class CancelReportTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CancelAsync_AfterTheEndOrTwice_ReachesNobodyTwice()
    {
        Future ended = Future.Run(() => 1, Cancellation);
        await ended;
        Assert.Equal((0, true), await CountAsync(ended));

        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future running = Future.Start(() => _gate.Task, Cancellation);
        Future<CancelReport> first = running.CancelAsync();
        Future<CancelReport> second = running.CancelAsync();
        Assert.False(first.IsDone);
        _gate.SetResult();

        Assert.Equal(1, (await first).FuturesReached);
        Assert.Equal(1, (await second).FuturesReached);
        Assert.Equal((0, true), await CountAsync(running));

        static async Task<(int, bool)> CountAsync(Future future)
        {
            CancelReport report = await future.CancelAsync();
            return (report.FuturesReached, report.AllAtRest);
        }
    }

    [Fact]
    public async Task CancelAsync_WorkThatFailsWhileItStops_IsListedAndItsFailureIsNotLost()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var failure = new FormatException("no way to stop");
        Future parent = Future.Start(
            async token =>
            {
                Future child = Future.Start(
                    async () =>
                    {
                        await _gate.Task;
                        throw failure;
                    },
                    CancellationToken.None,
                    "the child");
                using CancellationTokenRegistration open = token.Register(_gate.SetResult);
                await child;
            },
            Cancellation,
            "the parent");

        CancelReport report = await parent.CancelAsync();

        Assert.Equal(["the child", "the parent"], report.FailedFutures.Select(future => future.Name).Order());
        Assert.All(report.FailedFutures, future => Assert.Same(failure, future.Exception));
        Assert.Contains("  the child: failed: no way to stop", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_AllThatJoinsAfterTheCancel_IsWaitedForWithItsMembers()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var memberGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future member = Future.Start(() => memberGate.Task, Cancellation);
        Future? all = null;
        Future parent = Future.Start(
            async () =>
            {
                await _gate.Task;
                all = Future.All(member);
            },
            Cancellation);

        Future<CancelReport> cancel = parent.CancelAsync();
        _gate.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await parent);
        Assert.False(cancel.IsDone);
        memberGate.SetResult();
        CancelReport report = await cancel;

        Assert.True(member.IsCancelled);
        Assert.True(all!.IsCancelled);
        Assert.Equal(3, report.FuturesReached);
    }

    [Fact]
    public async Task CancelAsync_All_WaitsForTheDescendantsOfItsMembers()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? grandchild = null;
        Future member = Future.Start(
            async token =>
            {
                grandchild = Future.Start(() => _gate.Task);
                await Clock.Delay(TimeSpan.FromDays(1), token);
            },
            Cancellation);
        Future all = Future.All(member, Clock.Delay(TimeSpan.FromDays(1), Cancellation));

        Future<CancelReport> cancel = all.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await all);
        Assert.False(cancel.IsDone);
        _gate.SetResult();
        await cancel;

        Assert.True(grandchild!.IsCancelled);
    }

    [Fact]
    public async Task CancelAsync_EverybodyIsMarkedBeforeAnybodyIsTold()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? younger = null;
        bool wasYoungerMarked = false;
        Future? olderMarked = null;
        bool wasOlderMarked = false;
        Future parent = Future.Start(
            async token =>
            {
                olderMarked = Future.Start(
                    async own =>
                    {
                        _ = own.Register(() => wasYoungerMarked = younger!.IsCancelRequested); // The delay may end before it is called.
                        await Clock.Delay(TimeSpan.FromDays(1), own);
                    });
                younger = Future.Start(
                    async own =>
                    {
                        _ = own.Register(() => wasOlderMarked = olderMarked.IsCancelRequested);
                        await Clock.Delay(TimeSpan.FromDays(1), own);
                    });
                await Future.All(olderMarked, younger);
            },
            Cancellation);

        await parent.CancelAsync();

        Assert.True(wasYoungerMarked);
        Assert.True(wasOlderMarked);
    }

    [Fact]
    public void Running_ParentsAndChildren_AreListedOldestFirst()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        Future first = Future.Start(
            async () =>
            {
                Future one = Future.Start(() => _gate.Task, CancellationToken.None, "running 1.1");
                Future two = Future.Start(() => _gate.Task, CancellationToken.None, "running 1.2");
                await Future.All(one, two);
            },
            Cancellation,
            "running 1");
        Future second = Future.Start(() => _gate.Task, Cancellation, "running 2");

        IEnumerable<string> names = Future.Running.Select(future => future.Name).Where(name => name.StartsWith("running ", StringComparison.Ordinal));
        Assert.Equal(["running 1", "running 1.1", "running 1.2", "running 2"], names);
        _gate.SetResult();
        first.Join();
        second.Join();
        Assert.DoesNotContain(first, Future.Running);
        Assert.DoesNotContain(second, Future.Running);
    }
}
