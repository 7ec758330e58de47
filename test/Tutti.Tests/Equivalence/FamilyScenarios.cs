using Tutti.Equivalence;
using Tutti.Execution;

namespace Tutti.Tests.Equivalence;

/// <summary>Families, tokens and shields, as far as a cancel comes in time: from within, or before the start.</summary>
public sealed class FamilyScenarios
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    [Fact]
    public void Token_CancelledBefore_TheWorkIsNotCalled() => Scenario.Agrees(
        async transcript =>
        {
            var token = new CancellationToken(canceled: true);
            Future run = Future.Run(() => transcript.Add("called"), token, "run");
            Future start = Future.Start(async () => await Task.Yield(), token, "start");
            await transcript.OutcomeAsync("run", run);
            await transcript.OutcomeAsync("start", start);
            await transcript.OutcomeAsync("delay", Clock.Delay(TimeSpan.FromSeconds(5), token).Then(() => transcript.Add("called")));
            transcript.Add("cancelled", new object[] { run.IsCancelled, start.IsCancelled });
            transcript.Add("the token that asked", Asked(run) == token);
        },
        """
        run: OperationCanceledException: The future 'run' was cancelled.
        start: OperationCanceledException: The future 'start' was cancelled.
        delay: OperationCanceledException: The future 'delay of 5 s' was cancelled.
        cancelled: [True, True]
        the token that asked: True
        """);

    [Fact]
    public void Token_CancelledWithin_ReachesWhatTheWorkStartsLater() => Scenario.Agrees(
        async transcript =>
        {
            using var source = new CancellationTokenSource();
            Future future = Future.Start(
                async token =>
                {
                    await Future.Run(() => transcript.Add("before"));
                    await source.CancelAsync();
                    transcript.Add("own token", token.IsCancellationRequested);
                    Future child = Future.Run(() => transcript.Add("never called"), name: "child");
                    await transcript.OutcomeAsync("child", child);
                    Future grandchild = Future.Start(async () => await Clock.Delay(Long), name: "grandchild");
                    await transcript.OutcomeAsync("grandchild", grandchild);
                    transcript.Try("sleep", () => Clock.Sleep(Long));
                    using (Future.Shield(TimeSpan.FromMinutes(1)))
                    {
                        await transcript.OutcomeAsync("shielded", Future.Start(async () =>
                        {
                            await Clock.Delay(TimeSpan.FromTicks(1));
                            return Future.Run(() => 7).Result;
                        }));
                    }

                    await transcript.OutcomeAsync("after the shield", Future.Run(() => 1, name: "after"));
                },
                source.Token,
                "future");
            await transcript.OutcomeAsync("future", future);
            transcript.Add("the token that asked", Asked(future) == source.Token);
        },
        """
        before
        own token: True
        child: OperationCanceledException: The future 'child' was cancelled.
        grandchild: OperationCanceledException: The future 'grandchild' was cancelled.
        sleep: OperationCanceledException: The future 'delay of 90 s' was cancelled.
        shielded: 7
        after the shield: OperationCanceledException: The future 'after' was cancelled.
        future: OperationCanceledException: The future 'future' was cancelled.
        the token that asked: True
        """);

    [Fact]
    public void Token_CancelledWithin_EndsAWaitThatHasBegun() => Scenario.Agrees(
        async transcript =>
        {
            foreach (Action<CancellationTokenSource> cancel in new Action<CancellationTokenSource>[] { Cancel, CancelOnAnotherThread, CancelSoon })
            {
                using var source = new CancellationTokenSource();
                Future<int> future = Future.Start(
                    async token =>
                    {
                        cancel(source);
                        await Clock.Delay(Long, token);
                        return 1;
                    },
                    source.Token,
                    "future");
                await transcript.OutcomeAsync("awaited", future);
                using var other = new CancellationTokenSource();
                Future blocking = Future.Run(
                    () =>
                    {
                        cancel(other);
                        Clock.Sleep(Long);
                    },
                    other.Token);
                await transcript.OutcomeAsync("slept", blocking);
                transcript.Add("cancelled", new object[] { future.IsCancelled, blocking.IsCancelled });
            }
        },
        """
        awaited: OperationCanceledException: The future 'future' was cancelled.
        slept: OperationCanceledException: The future '() => { cancel(other); Clock.Sleep(Long); }' was cancelled.
        cancelled: [True, True]
        awaited: OperationCanceledException: The future 'future' was cancelled.
        slept: OperationCanceledException: The future '() => { cancel(other); Clock.Sleep(Long); }' was cancelled.
        cancelled: [True, True]
        awaited: OperationCanceledException: The future 'future' was cancelled.
        slept: OperationCanceledException: The future '() => { cancel(other); Clock.Sleep(Long); }' was cancelled.
        cancelled: [True, True]
        """);

    [Fact]
    public void Work_ThatIgnoresItsCancel_EndsCancelledOrFailed() => Scenario.Agrees(
        async transcript =>
        {
            using var source = new CancellationTokenSource();
            Future<int> returns = Future.Run(
                () =>
                {
                    source.Cancel();
                    return 1;
                },
                source.Token,
                "returns");
            await transcript.OutcomeAsync("returns", returns);
            using var second = new CancellationTokenSource();
            Future throws = Future.Start(
                async () =>
                {
                    await second.CancelAsync();
                    throw new FormatException("something else");
                },
                second.Token);
            await transcript.OutcomeAsync("throws", throws);
        },
        """
        returns: OperationCanceledException: The future 'returns' was cancelled.
        throws: FormatException: something else
        """);

    [Fact]
    public void Cancel_AfterTheEnd_DoesNothing() => Scenario.Agrees(
        async transcript =>
        {
            Future<int> future = Future.Run(() => 1);
            await future;
            future.Cancel();
            await future.CancelAsync();
            await transcript.OutcomeAsync("future", future);
            transcript.Add("cancelled", future.IsCancelled);
        },
        """
        future: 1
        cancelled: False
        """);

    [Fact]
    public void Shield_CleanUp_RunsToItsEnd() => Scenario.Agrees(
        async transcript =>
        {
            using var source = new CancellationTokenSource();
            Future procedure = Future.Start(
                async token =>
                {
                    try
                    {
                        source.CancelAfter(TimeSpan.FromMilliseconds(1));
                        await Clock.Delay(Long, token);
                    }
                    finally
                    {
                        using (Future.Shield(TimeSpan.FromMinutes(1)))
                        {
                            await Clock.Delay(TimeSpan.FromTicks(1));
                            await Future.Run(() => transcript.Add("closed the shutter"));
                        }
                    }
                },
                source.Token,
                "procedure");
            await transcript.OutcomeAsync("procedure", procedure);
            using (Future.Shield(TimeSpan.FromMilliseconds(1)))
            {
                await transcript.OutcomeAsync("longer than the shield's deadline", Clock.Delay(Long));
            }

            await transcript.OutcomeAsync("after it", Clock.Delay(TimeSpan.FromTicks(1)));
            transcript.Try("no time", () => Future.Shield(TimeSpan.FromSeconds(-1)));
        },
        """
        closed the shutter
        procedure: OperationCanceledException: The future 'procedure' was cancelled.
        longer than the shield's deadline: OperationCanceledException: The future 'delay of 90 s' was cancelled.
        after it: done
        no time: ArgumentOutOfRangeException: deadline ('-00:00:01') must be greater than or equal to '00:00:00'. (Parameter 'deadline')
        """);

    [Fact]
    public void Running_ListsWhatRunsAround() => Scenario.Agrees(
        async transcript =>
        {
            string outer = $"outer {Guid.NewGuid():N}";
            string inner = $"inner {Guid.NewGuid():N}";
            await Future.Start(
                async () =>
                {
                    await Future.Run(
                        () => transcript.Add("in the inner", Names(outer, inner).Replace(outer, "outer").Replace(inner, "inner")), name: inner);
                    transcript.Add("after it", Names(outer, inner).Replace(outer, "outer"));
                },
                name: outer);
            transcript.Add("after both", Names(outer, inner));
        },
        """
        in the inner: outer inner
        after it: outer
        after both: none
        """);

    [Fact]
    public void SuppressedFlow_LeavesTheFamily() => Scenario.Agrees(
        async transcript =>
        {
            using var source = new CancellationTokenSource();
            Future future = Future.Start(
                async () =>
                {
                    await source.CancelAsync();
                    Future<int> owned;
                    using (ExecutionContext.SuppressFlow())
                    {
                        owned = Future.Start(async () =>
                        {
                            await Clock.Delay(TimeSpan.FromTicks(1));
                            return 5;
                        });
                    }

                    await transcript.OutcomeAsync("owned", owned);
                    await transcript.OutcomeAsync("child", Future.Run(() => 1, name: "child"));
                },
                source.Token,
                "future");
            await transcript.OutcomeAsync("future", future);
        },
        """
        owned: 5
        child: OperationCanceledException: The future 'child' was cancelled.
        future: OperationCanceledException: The future 'future' was cancelled.
        """);

    private static string Names(string first, string second) =>
        string.Join(' ', Future.Running.Select(future => future.Name).Where(name => name == first || name == second).DefaultIfEmpty("none"));

    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private static void CancelOnAnotherThread(CancellationTokenSource source)
    {
        var thread = new Thread(source.Cancel) { IsBackground = true };
        thread.UnsafeStart();
    }

    private static void CancelSoon(CancellationTokenSource source) => source.CancelAfter(TimeSpan.FromMilliseconds(1));

    private static CancellationToken Asked(Future future)
    {
        try
        {
            future.Join();
            return CancellationToken.None;
        }
        catch (OperationCanceledException ex)
        {
            return ex.CancellationToken;
        }
    }
}
