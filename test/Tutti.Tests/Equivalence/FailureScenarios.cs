using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tutti.Equivalence;
using Tutti.Execution;
using Tutti.Tests.Execution;

namespace Tutti.Tests.Equivalence;

/// <summary>What becomes of exceptions, by whatever way they come.</summary>
public sealed class FailureScenarios
{
    [Fact]
    public void Thrown_AnywhereInTheWork() => Scenario.Agrees(
        async transcript =>
        {
            await transcript.OutcomeAsync("in a function", Future.Run(int () => Fail("function")));
            await transcript.OutcomeAsync("before the first await", Future.Start(Task () => throw new FormatException("at once")));
            await transcript.OutcomeAsync("after an await", Future.Start(async () => await FailAsync("later")));
            await transcript.OutcomeAsync("in a child that is awaited", Future.Start(async () => await Future.Run(int () => Fail("child"))));
            await transcript.OutcomeAsync("in a child that is joined", Future.Run(() => Future.Start(async () => await FailAsync("child")).Result));
            await transcript.OutcomeAsync("in a finally", Future.Start(async () =>
            {
                try
                {
                    await FailAsync("covered");
                }
                finally
                {
                    Fail("covers");
                }
            }));
            await transcript.OutcomeAsync("in a disposal", Future.Start(async () =>
            {
                await using var broken = new Broken();
                await Task.Yield();
            }));
            await transcript.OutcomeAsync("of several tasks", Future.Start(() => Task.WhenAll(FailAsync("one"), FailAsync("two"))));
            await transcript.OutcomeAsync("an aggregate", Future.Run(void () => throw new AggregateException("many", new FormatException("a"))));
            await transcript.OutcomeAsync("an error of the runtime", Future.Run(() => Zero() / Zero()));
            await transcript.OutcomeAsync("a null", Future.Run(() => ((string?)null)!.Length));
        },
        """
        in a function: FormatException: function
        before the first await: FormatException: at once
        after an await: FormatException: later
        in a child that is awaited: FormatException: child
        in a child that is joined: FormatException: child
        in a finally: FormatException: covers
        in a disposal: IOException: disposal
        of several tasks: FormatException: one
        an aggregate: AggregateException: many (a)
        an error of the runtime: DivideByZeroException: Attempted to divide by zero.
        a null: NullReferenceException: Object reference not set to an instance of an object.
        """);

    [Fact]
    public void Thrown_ByAnUnawaitedChild_DoesNotReachTheParent() => Scenario.Agrees(
        async transcript =>
        {
            Future<int>? child = null;
            Future parent = Future.Start(async () =>
            {
                child = Future.Start(async () => await FailAsync("child"));
                await Task.Yield();
            });
            await transcript.OutcomeAsync("parent", parent);
            await transcript.OutcomeAsync("child", child!);
        },
        """
        parent: done
        child: FormatException: child
        """);

    [Fact]
    public void Thrown_IsTheOriginalWithItsStackTrace() => Scenario.Agrees(
        async transcript =>
        {
            foreach (Func<Future<int>> start in new Func<Future<int>>[]
            {
                () => Future.Run(() => Fail("x")),
                () => Future.Start(async () => await FailAsync("x")),
                () => Future.Run(() => 1).Then(int (_) => Fail("x")),
                () => Future.All(Future.Run(() => Fail("x"))).Then(values => values[0]),
                () => Future.Start(async () => await Future.Run(() => Future.Run(() => Fail("x")).Result)),
            })
            {
                Future<int> future = start();
                Exception? joined = Catch(() => future.Join());
                Exception? awaited = null;
                try
                {
                    await future;
                }
                catch (FormatException ex)
                {
                    awaited = ex;
                }

                transcript.Add("the same", ReferenceEquals(joined, awaited) && ReferenceEquals(joined, future.Exception));
                transcript.Add("shows where", joined!.StackTrace!.Contains(nameof(Fail), StringComparison.Ordinal));
            }
        },
        """
        the same: True
        shows where: True
        the same: True
        shows where: True
        the same: True
        shows where: True
        the same: True
        shows where: True
        the same: True
        shows where: True
        """);

    [Fact]
    public void Caught_InTheWork_GoesOnAfterwards() => Scenario.Agrees(
        async transcript =>
        {
            Future<int> future = Future.Start(async () =>
            {
                Future<int> failing = Future.Run(() => Fail("filtered"));
                int attempts = 0;
                while (true)
                {
                    try
                    {
                        attempts++;
                        return attempts < 3 ? await failing : attempts;
                    }
                    catch (FormatException ex) when (ex.Message == "filtered")
                    {
                        transcript.Add("caught", ex);
                        await Task.Yield();
                    }
                    finally
                    {
                        transcript.Add("finally", attempts);
                    }
                }
            });
            await transcript.OutcomeAsync("in the end", future);
        },
        """
        caught: FormatException: filtered
        finally: 1
        caught: FormatException: filtered
        finally: 2
        finally: 3
        in the end: 3
        """);

    [Fact]
    public void Cancelled_ByTheWorkItself() => Scenario.Agrees(
        async transcript =>
        {
            using var source = new CancellationTokenSource();
            await source.CancelAsync();
            Future thrown = Future.Run(void () => source.Token.ThrowIfCancellationRequested(), name: "thrown");
            await transcript.OutcomeAsync("thrown", thrown);
            transcript.Add("cancelled, exception", new object?[] { thrown.IsCancelled, thrown.Exception });
            await transcript.OutcomeAsync("without a token", Future.Run(int () => throw new OperationCanceledException("enough")));
            await transcript.OutcomeAsync("a task that is cancelled", Future.Start(() => Task.FromCanceled<int>(source.Token)));
            Future later = Future.Start(async () =>
            {
                await Task.Yield();
                source.Token.ThrowIfCancellationRequested();
            });
            await transcript.OutcomeAsync("later", later);
            transcript.Add("token is the one that asked", Catch(() => later.Join()) is OperationCanceledException ex && ex.CancellationToken == source.Token);
        },
        """
        thrown: OperationCanceledException: The operation was canceled.
        cancelled, exception: [True, null]
        without a token: OperationCanceledException: enough
        a task that is cancelled: TaskCanceledException: A task was canceled.
        later: OperationCanceledException: The operation was canceled.
        token is the one that asked: True
        """);

    [Fact]
    public void Dropped_Failure_IsReportedAsUnobserved() => Scenario.Agrees(
        transcript =>
        {
            string name = $"dropped {Guid.NewGuid():N}";
            using var reported = new ManualResetEventSlim();
            void OnUnobserved(object? sender, UnobservedFailureEventArgs e)
            {
                if (e.Name == name)
                {
                    transcript.Add("reported", e.Exception);
                    reported.Set();
                }
            }

            Future.UnobservedFailure += OnUnobserved;
            Drop(name);
            Garbage.CollectUntil(() => reported.IsSet);
            Future.UnobservedFailure -= OnUnobserved;
            return Task.CompletedTask;
        },
        """
        reported: FormatException: dropped
        """);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(string name)
    {
        Future dropped = Future.Run(int () => Fail("dropped"), name: name);
        while (!dropped.IsDone)
        {
            Thread.Yield();
        }
    }

    private static int Zero() => 0;

    [DoesNotReturn]
    private static int Fail(string message) => throw new FormatException(message);

    private static async Task<int> FailAsync(string message)
    {
        await Task.Yield();
        return Fail(message);
    }

    private static Exception? Catch(Action action)
    {
        try
        {
            action();
            return null;
        }
#pragma warning disable CA1031 // It is looked at.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            return ex;
        }
    }

    private sealed class Broken : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            throw new IOException("disposal");
        }
    }
}
