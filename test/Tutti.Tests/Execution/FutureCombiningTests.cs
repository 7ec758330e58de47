using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>All and Any that cancel the rest.</summary>
public sealed class FutureCombiningTests
{
    private readonly TaskCompletionSource<int> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_CancelRestOnFailure_EndsAsTheFirstInTimeWhenTheOthersAreAtRest()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future slow = Future.Start(
            async token =>
            {
                try
                {
                    await Clock.Delay(TimeSpan.FromDays(1), token);
                }
                finally
                {
                    await rest.Task;
                }
            },
            Cancellation);
        Future failing = Future.Start(() => _gate.Task, Cancellation, "the pump");

        Future all = Future.All([slow, failing], cancelRestOnFailure: true);
        _gate.SetException(new FormatException("leak"));
        OperationCanceledException? thrown = null;
        await Assert.ThrowsAsync<FormatException>(async () => await failing);
        Assert.False(all.IsDone);
        rest.SetResult();

        Assert.Equal("leak", (await Assert.ThrowsAsync<FormatException>(async () => await all)).Message);
        thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await slow);
        Assert.Contains("'the pump' did not succeed", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_OneFails_TheOthersRunOnUnlessAsked()
    {
        if (Asynchrony.IsDisabled) // Differences.NothingIsPending
        {
            _gate.SetResult(1);
        }

        Future<int> slow = Future.Start(() => _gate.Task, Cancellation);
        Future<int> failing = Future.Start(Task<int> () => throw new FormatException(), Cancellation);

        Future<int[]> all = Future.All([slow, failing]);
        Assert.Equal(slow.IsDone, all.IsDone);
        _gate.TrySetResult(1);

        await Assert.ThrowsAsync<FormatException>(async () => await all);
        Assert.Equal(1, await slow);
    }

    [Fact]
    public async Task All_CancelRestOnFailureButAllSucceed_GivesTheResultsInOrder()
    {
        if (Asynchrony.IsDisabled) // Differences.NothingIsPending
        {
            _gate.SetResult(1);
        }

        Future<int> slow = Future.Start(() => _gate.Task, Cancellation);

        Future<int[]> all = Future.All([slow, Future.FromResult(2)], cancelRestOnFailure: true);
        _gate.TrySetResult(1);

        int[] results = await all;
        Assert.Equal([1, 2], results);
    }

    [Fact]
    public async Task Any_CancelRest_GivesTheFirstSuccessAndCancelsTheOthers()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.AnyGivesTheFirst);
        Future<int> failing = Future.Start(Task<int> () => throw new FormatException(), Cancellation);
        Future<int> slow = Future.Start(
            async token =>
            {
                await Clock.Delay(TimeSpan.FromDays(1), token);
                return 1;
            },
            Cancellation);
        Future<int> winner = Future.Start(() => _gate.Task, Cancellation, "the winner");

        Future<Future<int>> any = Future.Any([failing, slow, winner], cancelRest: true);
        Assert.False(any.IsDone);
        _gate.SetResult(3);

        Assert.Same(winner, await any);
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await slow);
        Assert.Contains("'the winner' came first", thrown.Message, StringComparison.Ordinal);
        Assert.NotNull(failing.Exception);
    }

    [Fact]
    public async Task Any_CancelRestAndNoneSucceeds_EndsAsTheFirstInOrder()
    {
        Future first = Future.FromException(new FormatException("first"));
        Future second = Future.FromException(new FormatException("second"));

        Future<Future> any = Future.Any([first, second], cancelRest: true);

        Assert.Equal("first", (await Assert.ThrowsAsync<FormatException>(async () => await any)).Message);
        Assert.NotNull(second.Exception);
    }

    [Fact]
    public async Task Any_Cancelled_CancelsThemAll()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future one = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
        Future two = Clock.Delay(TimeSpan.FromDays(1), Cancellation);

        await Future.Any([one, two], cancelRest: true).CancelAsync();

        Assert.True(one.IsCancelled);
        Assert.True(two.IsCancelled);
    }
}
