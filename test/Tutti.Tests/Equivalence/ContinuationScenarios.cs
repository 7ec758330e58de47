using Tutti.Equivalence;
using Tutti.Execution;

namespace Tutti.Tests.Equivalence;

/// <summary>Callbacks; where they run, and when beside the text that attaches them, differs by nature.</summary>
public sealed class ContinuationScenarios
{
    [Fact]
    public void Then_EveryOverload() => Scenario.Agrees(
        async transcript =>
        {
            Future done = Future.Run(() => { });
            await transcript.OutcomeAsync("action", done.Then(() => transcript.Add("action runs")));
            await transcript.OutcomeAsync("function", done.Then(() => 1));
            await transcript.OutcomeAsync("future", done.Then(() => Future.Run(() => transcript.Add("future runs"))));
            await transcript.OutcomeAsync("future of a value", done.Then(() => Future.Run(() => 2)));
            await transcript.OutcomeAsync("task", done.Then(async () =>
            {
                await Task.Yield();
                transcript.Add("task ends");
            }));
            await transcript.OutcomeAsync("task of a value", done.Then(async () => await ValueAsync(3)));
            Future<int> four = Future.Start(async () => await ValueAsync(4));
            await transcript.OutcomeAsync("action of a value", four.Then(value => transcript.Add("action gets", value)));
            await transcript.OutcomeAsync("function of a value", four.Then(value => value + 1));
            await transcript.OutcomeAsync("future from a value", four.Then(value => Future.Run(() => transcript.Add("future gets", value))));
            await transcript.OutcomeAsync("future of a value from a value", four.Then(value => Future.Run(() => value + 2)));
            await transcript.OutcomeAsync("task from a value", four.Then(async value =>
            {
                await Task.Yield();
                transcript.Add("task gets", value);
            }));
            await transcript.OutcomeAsync("task of a value from a value", four.Then(async value => await ValueAsync(value + 3)));
            transcript.Try("no callback", () => done.Then((Action)null!));
        },
        """
        action runs
        action: done
        function: 1
        future runs
        future: done
        future of a value: 2
        task ends
        task: done
        task of a value: 3
        action gets: 4
        action of a value: done
        function of a value: 5
        future gets: 4
        future from a value: done
        future of a value from a value: 6
        task gets: 4
        task from a value: done
        task of a value from a value: 7
        no callback: ArgumentNullException: Value cannot be null. (Parameter 'callback')
        """);

    [Fact]
    public void Then_Chain_PassesFailuresAndCancelsAlong() => Scenario.Agrees(
        async transcript =>
        {
            int calls = 0;
            Future<int> Chain(Future<int> first) => first
                .Then(value =>
                {
                    calls++;
                    return value + 1;
                })
                .Then(async value =>
                {
                    calls++;
                    await Task.Yield();
                    return value == 100 ? throw new FormatException("a hundred") : value * 2;
                })
                .Then(value =>
                {
                    calls++;
                    return Future.Run(() => value + 1);
                });

            await transcript.OutcomeAsync("success", Chain(Future.Run(() => 1)));
            transcript.Add("calls", calls);
            await transcript.OutcomeAsync("fails in the middle", Chain(Future.Run(() => 99)));
            transcript.Add("calls", calls);
            await transcript.OutcomeAsync("fails before", Chain(Future.Run(int () => throw new TimeoutException("silent"))));
            await transcript.OutcomeAsync(
                "cancelled before", Chain(Future.Run(() => 1, new CancellationToken(canceled: true), "cancelled")));
            transcript.Add("calls", calls);
            await transcript.OutcomeAsync("throwing callback", Future.Completed.Then(void () => throw new FormatException("callback")));
            await transcript.OutcomeAsync("null from a callback", Future.Completed.Then(() => (Future<int>)null!));
        },
        """
        success: 5
        calls: 3
        fails in the middle: FormatException: a hundred
        calls: 5
        fails before: TimeoutException: silent
        cancelled before: OperationCanceledException: The future 'cancelled' was cancelled.
        calls: 5
        throwing callback: FormatException: callback
        null from a callback: InvalidOperationException: The callback of the future 'then, after completed' returned no future.
        """);

    [Fact]
    public void Then_SeveralAndLate_EachRunsOnce() => Scenario.Agrees(
        async transcript =>
        {
            int calls = 0;
            Future<int> future = Future.Start(async () => await ValueAsync(1));
            Future[] early = [.. Enumerable.Range(0, 5).Select(_ => future.Then(value => { Interlocked.Add(ref calls, value); }))];
            await Future.All(early);
            transcript.Add("early", calls);
            Future[] late = [.. Enumerable.Range(0, 5).Select(_ => future.Then(value => { Interlocked.Add(ref calls, value); }))];
            await Future.All(late);
            transcript.Add("late", calls);
            Future<int> diamond = future.Then(value => value + 1);
            Future<int[]> both = Future.All(diamond.Then(value => value * 2), diamond.Then(value => value * 3));
            await transcript.OutcomeAsync("diamond", both.Then(values => values.Sum()));
        },
        """
        early: 5
        late: 10
        diamond: 10
        """);

    private static async Task<int> ValueAsync(int value)
    {
        await Task.Yield();
        return value;
    }
}
