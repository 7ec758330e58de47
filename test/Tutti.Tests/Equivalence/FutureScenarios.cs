using Tutti.Equivalence;
using Tutti.Execution;

namespace Tutti.Tests.Equivalence;

/// <summary>Starting futures and waiting for them.</summary>
public sealed class FutureScenarios
{
    [Fact]
    public void Run_EveryOverload() => Scenario.Agrees(
        async transcript =>
        {
            transcript.Outcome("action", Future.Run(() => transcript.Add("the action runs")));
            transcript.Outcome("function", Future.Run(() => 1));
            transcript.Outcome("action with token", Future.Run(token => transcript.Add("it is cancelled", token.IsCancellationRequested)));
            transcript.Outcome("function with token", Future.Run(token => token.CanBeCanceled ? 2 : 0));
            using var source = new CancellationTokenSource();
            transcript.Outcome("token given", Future.Run(token => token == source.Token, source.Token));
            Future named = Future.Run(() => { }, name: "a name");
            transcript.Outcome(named.Name, named);
            Future unnamed = Future.Run(Nothing);
            await transcript.OutcomeAsync(unnamed.Name, unnamed);
            transcript.Try("no work", () => Future.Run((Action)null!));
        },
        """
        the action runs
        action: done
        function: 1
        it is cancelled: False
        action with token: done
        function with token: 2
        token given: False
        a name: done
        Nothing: done
        no work: ArgumentNullException: Value cannot be null. (Parameter 'work')
        """);

    [Fact]
    public void Start_EveryOverload() => Scenario.Agrees(
        async transcript =>
        {
            await transcript.OutcomeAsync("task", Future.Start(async () => await SomethingAsync()));
            await transcript.OutcomeAsync("value", Future.Start(async () => await SomethingAsync(1)));
            await transcript.OutcomeAsync("task with token", Future.Start(async token => await Clock.Delay(TimeSpan.FromTicks(1), token)));
            await transcript.OutcomeAsync("value with token", Future.Start(async token => await SomethingAsync(token.CanBeCanceled ? 2 : 0)));
            await transcript.OutcomeAsync("done task", Future.Start(() => Task.FromResult(3)));
            Task? none = null;
            await transcript.OutcomeAsync("no task", Future.Start(() => none!, name: "none"));
            Future named = Future.Start(SomethingAsync, name: "a name");
            await transcript.OutcomeAsync(named.ToString().Split(':')[0], named);
            transcript.Try("no work", () => Future.Start((Func<Task<int>>)null!));
        },
        """
        task: done
        value: 1
        task with token: done
        value with token: 2
        done task: 3
        no task: InvalidOperationException: The function of the future 'none' returned no task.
        a name: done
        no work: ArgumentNullException: Value cannot be null. (Parameter 'work')
        """);

    [Fact]
    public void Wait_EveryWay() => Scenario.Agrees(
        async transcript =>
        {
            Future<int> future = Future.Start(async () => await SomethingAsync(1));
            transcript.Add("result", future.Result);
            transcript.Add("joined", future.Join().Join(TimeSpan.FromMinutes(1)).Join(Timeout.InfiniteTimeSpan).Result);
            transcript.Add("is the same", ReferenceEquals(future, future.Join()));
            transcript.Add("now", future.ResultNow);
            transcript.Add("tried", future.TryGetResult(out int result) ? result : 0);
            transcript.Add("awaited", await future);
            transcript.Add("awaited without context", await future.ConfigureAwait(false));
            transcript.Add("as task", await future.AsTask());
            transcript.Add("done, cancelled, exception", new object?[] { future.IsDone, future.IsCancelled, future.Exception });
            transcript.Try("negative time", () => future.Join(TimeSpan.FromSeconds(-1)));
            Future<int> failed = Future.Run(int () => throw new FormatException("x"));
            transcript.Outcome("failed", failed);
            transcript.Try("failed now", () => failed.ResultNow);
            transcript.Add("failed tried", failed.TryGetResult(out _));
            await transcript.TryAsync("failed without context", async () => await failed.ConfigureAwait(false));
            await transcript.TryAsync("failed as task", failed.AsTask);
            transcript.Try("failed in time", () => failed.Join(TimeSpan.FromMinutes(1)));
            transcript.Add("done, cancelled, exception", new object?[] { failed.IsDone, failed.IsCancelled, failed.Exception });
            Future<int> cancelled = Future.Run(() => 1, new CancellationToken(canceled: true), "cancelled");
            transcript.Outcome("cancelled", cancelled);
            transcript.Try("cancelled now", () => cancelled.ResultNow);
            transcript.Add("cancelled tried", cancelled.TryGetResult(out _));
            await transcript.TryAsync("cancelled as task", cancelled.AsTask);
            transcript.Add("done, cancelled, exception", new object?[] { cancelled.IsDone, cancelled.IsCancelled, cancelled.Exception });
        },
        """
        result: 1
        joined: 1
        is the same: True
        now: 1
        tried: 1
        awaited: 1
        awaited without context: 1
        as task: 1
        done, cancelled, exception: [True, False, null]
        negative time: ArgumentOutOfRangeException: timeout ('-00:00:01') must be greater than or equal to '00:00:00'. (Parameter 'timeout')
        failed: FormatException: x
        failed now: FormatException: x
        failed tried: False
        failed without context: FormatException: x
        failed as task: FormatException: x
        failed in time: FormatException: x
        done, cancelled, exception: [True, False, FormatException: x]
        cancelled: OperationCanceledException: The future 'cancelled' was cancelled.
        cancelled now: OperationCanceledException: The future 'cancelled' was cancelled.
        cancelled tried: False
        cancelled as task: TaskCanceledException: A task was canceled.
        done, cancelled, exception: [True, True, null]
        """);

    [Fact]
    public void Ready_Made() => Scenario.Agrees(
        async transcript =>
        {
            await transcript.OutcomeAsync("completed", Future.Completed);
            await transcript.OutcomeAsync("result", Future.FromResult("text"));
            transcript.Outcome("exception", Future.FromException(new TimeoutException("late")));
            transcript.Outcome("exception of a value", Future.FromException<int>(new TimeoutException("late")));
            transcript.Try("no exception", () => Future.FromException(null!));
        },
        """
        completed: done
        result: text
        exception: TimeoutException: late
        exception of a value: TimeoutException: late
        no exception: ArgumentNullException: Value cannot be null. (Parameter 'exception')
        """);

    [Fact]
    public void Order_OfTheText() => Scenario.Agrees(
        async transcript =>
        {
            Future<int> outer = Future.Start(async () =>
            {
                transcript.Add("outer begins");
                Future<int> inner = Future.Start(async () =>
                {
                    transcript.Add("inner begins");
                    await Task.Yield();
                    transcript.Add("inner ends");
                    return 1;
                });
                int first = await inner;
                transcript.Add("outer goes on");
                int second = Future.Run(() =>
                {
                    transcript.Add("function runs");
                    return Future.Run(() => 2).Result;
                }).Result;
                transcript.Add("outer ends");
                return first + second;
            });
            await outer;
            transcript.Add("sum", await outer);
        },
        """
        outer begins
        inner begins
        inner ends
        outer goes on
        function runs
        outer ends
        sum: 3
        """);

    [Fact]
    public void ExecutionContext_FlowsInAndNotOut() => Scenario.Agrees(
        async transcript =>
        {
            var local = new AsyncLocal<string> { Value = "outside" };
            await Future.Run(() =>
            {
                transcript.Add("function", local.Value);
                local.Value = "changed by the function";
            });
            transcript.Add("after the function", local.Value);
            await Future.Start(async () =>
            {
                local.Value = "changed by the start";
                await Task.Yield();
                transcript.Add("after a yield", local.Value);
            });
            transcript.Add("after the start", local.Value);
            Future callback = Future.Run(() => 1).Then(_ => transcript.Add("callback", local.Value));
            local.Value = "too late";
            await callback;
        },
        """
        function: outside
        after the function: outside
        after a yield: changed by the start
        after the start: outside
        callback: outside
        """);

    [Fact]
    public void All_And_Any() => Scenario.Agrees(
        async transcript =>
        {
            Future<int>[] good = [.. Enumerable.Range(0, 5).Select(i => Future.Start(async () => await SomethingAsync(i)))];
            await transcript.OutcomeAsync("all", Future.All(good));
            await transcript.OutcomeAsync("all of two kinds", Future.All(good[0], Future.Run(Nothing)));
            await transcript.OutcomeAsync("all of none", Future.All(Array.Empty<Future<int>>()));
            Future<int> bad = Future.Start(async () => await FailAsync("first"));
            Future<int> worse = Future.Run(int () => throw new InvalidOperationException("second"));
            await transcript.OutcomeAsync("some fail", Future.All(good[0], bad, worse));
            await transcript.OutcomeAsync("in the other order", Future.All(worse, bad));
            await transcript.OutcomeAsync("one cancelled", Future.All(Future.Run(() => 1, new CancellationToken(canceled: true), "cancelled"), bad));
            Future<int> first = await Future.Any(good);
            transcript.Add("any of those that are done", first.Result);
            transcript.Add("any failed", (await Future.Any(bad, good[0])).Exception);
            transcript.Try("any of none", () => Future.Any(Array.Empty<Future>()));
            transcript.Try("a null", () => Future.All(Future.Completed, null!));
            transcript.Try("null", () => Future.All((Future[])null!));
        },
        """
        all: [0, 1, 2, 3, 4]
        all of two kinds: done
        all of none: []
        some fail: FormatException: first
        in the other order: InvalidOperationException: second
        one cancelled: OperationCanceledException: The future 'cancelled' was cancelled.
        any of those that are done: 0
        any failed: FormatException: first
        any of none: ArgumentException: Any needs at least one future. (Parameter 'futures')
        a null: ArgumentException: The future at index 1 is null. (Parameter 'futures')
        null: ArgumentNullException: Value cannot be null. (Parameter 'futures')
        """);

    [Fact]
    public void Progress_OfTheWork() => Scenario.Agrees(
        async transcript =>
        {
            Future future = Future.Start(async () =>
            {
                Future.ReportProgress(0.25, "1 of 4");
                await Task.Yield();
                Future.ReportProgress(0.5, "2 of 4");
            });
            await future;
            transcript.Add("in the end", FormattableString.Invariant($"{future.Progress.Fraction} {future.Progress.Text}"));
            transcript.Try("too much", () => Future.ReportProgress(1.5));
            Future failed = Future.Run(void () =>
            {
                Future.ReportProgress(0.75, "3 of 4");
                throw new FormatException("x");
            });
            transcript.Outcome("failed", failed);
            transcript.Add("at the failure", FormattableString.Invariant($"{failed.Progress.Fraction} {failed.Progress.Text}"));
        },
        """
        in the end: 1 2 of 4
        too much: ArgumentOutOfRangeException: Progress is a fraction from 0 to 1. (Parameter 'fraction')
        failed: FormatException: x
        at the failure: 0.75 3 of 4
        """);

    private static void Nothing()
    {
    }

    private static async Task SomethingAsync() => await Task.Yield();

    private static async Task<int> SomethingAsync(int value)
    {
        await Clock.Delay(TimeSpan.FromMicroseconds(10 * value));
        await Task.Yield();
        return value;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Task.Yield();
        throw new FormatException(message);
    }
}
