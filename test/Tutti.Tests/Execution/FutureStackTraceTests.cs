using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>On every path the caller gets the very exception that the user's method threw, with the line that threw it in its stack trace.</summary>
public sealed class FutureStackTraceTests
{
    private static readonly Dictionary<string, Func<FutureStackTraceTests, Task>> Paths = new(StringComparer.Ordinal)
    {
        ["Run, Join"] = Path(test => Future.Run(test.Fail).Join()),
        ["Run, Join with a time limit"] = Path(test => Future.Run(test.Fail).Join(TimeSpan.FromDays(1))),
        ["Run, Result"] = Path(test => _ = Future.Run(test.Fail).Result),
        ["Run, await"] = async test => await Future.Run(test.Fail),
        ["Run, await elsewhere"] = async test => await Future.Run(test.Fail).ConfigureAwait(false),
        ["Run, ResultNow"] = async test =>
        {
            Future<int> future = Future.Run(test.Fail);
            await WhenEndedAsync(future);
            _ = future.ResultNow;
        },
        ["Run, Exception"] = async test =>
        {
            Future<int> future = Future.Run(test.Fail);
            await WhenEndedAsync(future);
            test._seen = future.Exception;
        },
        ["Run, AsTask"] = async test => await Future.Run(test.Fail).AsTask(),
        ["Run of an action, await"] = async test => await Future.Run(void () => test.Fail()),
        ["Run within Run"] = Path(test => Future.Run(() => Future.Run(() => Future.Run(test.Fail).Result).Result).Join()),
        ["Start, await"] = async test => await Future.Start(test.FailAsync),
        ["Start, Join"] = Path(test => Future.Start(test.FailAsync).Join()),
        ["Start, before its first await"] = async test => await Future.Start(Task<int> () => Task.FromResult(test.Fail())),
        ["Start within Start"] = async test =>
            await Future.Start(async () => await Future.Start(async () => await Future.Start(test.FailAsync))),
        ["Start, AsTask"] = async test => await Future.Start(test.FailAsync).AsTask(),
        ["Then, of one that failed"] = async test => await Future.Run(test.Fail).Then(_ => { }),
        ["Then, twice"] = async test => await Future.Run(test.Fail).Then(value => value).Then(value => value),
        ["Then, its callback"] = async test => await Future.Completed.Then(test.Fail),
        ["Then, its async callback"] = async test => await Future.Completed.Then(test.FailAsync),
        ["Then, a future of its callback"] = async test => await Future.Completed.Then(() => Future.Run(test.Fail)),
        ["All"] = async test => await Future.All(Future.Completed, Future.Run(test.Fail)),
        ["All, results"] = async test => await Future.All(Future.FromResult(1), Future.Run(test.Fail)),
        ["All, Join"] = Path(test => Future.All(Future.FromResult(1), Future.Start(test.FailAsync)).Join()),
        ["All, the rest cancelled"] = async test => await Future.All([Future.FromResult(1), Future.Run(test.Fail)], cancelRestOnFailure: true),
        ["Any, the one that ended"] = async test => await await Future.Any(Future.Run(test.Fail)),
        ["Any, none succeeds"] = async test => await Future.Any([Future.Run(test.Fail)], cancelRest: true),
        ["EventLoop.Run"] = Path(test => EventLoop.Run(test.FailAsync)),
        ["Nested loops"] = Path(test => EventLoop.Run(async () =>
        {
            await Task.Yield();
            JoinNested(() => JoinNested(test.FailAsync));
        })),
        ["Shielded"] = async test =>
        {
            using (Future.Shield(TimeSpan.FromDays(1)))
            {
                await Future.Start(test.FailAsync);
            }
        },
    };

    private readonly InvalidDataException _thrown = new("thrown by the user");
    private Exception? _seen;

    public static TheoryData<string> Names => [.. Paths.Keys];

    /// <summary>Gets the ways to begin work that was cancelled, and what it throws then.</summary>
    public static TheoryData<string> Cancelled => ["start", "start, at once", "run", "outer"];

    [Theory]
    [MemberData(nameof(Cancelled))]
    public async Task Cancel_WorkThatThrowsThen_ItsLineIsInTheInnerException(string way)
    {
        using var source = new CancellationTokenSource();
        void CancelAndThrow()
        {
            source.Cancel();
            ThrowIfAsked(source.Token);
        }

        async Task CancelAndThrowLaterAsync()
        {
            await Task.Yield();
            CancelAndThrow();
        }

        Future future = way switch
        {
            "start" => Future.Start(CancelAndThrowLaterAsync, source.Token),
            "start, at once" => Future.Start(
                async () =>
                {
                    await Task.CompletedTask;
                    CancelAndThrow();
                },
                source.Token),
            "run" => Future.Run(CancelAndThrow, source.Token),
            _ => Future.Start(async () => await Future.Start(CancelAndThrowLaterAsync, source.Token), source.Token),
        };

        OperationCanceledException thrown = await Assert.ThrowsAsync<OperationCanceledException>(async () => await future);
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.Contains(future.Name, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ThrowIfAsked), thrown.ToString(), StringComparison.Ordinal);
        Assert.Same(thrown.InnerException, Assert.Throws<OperationCanceledException>(() => future.Join()).InnerException);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Failure_OnEachPath_IsTheVeryExceptionWithTheUsersLine(string path)
    {
        try
        {
            await Paths[path](this);
        }
#pragma warning disable CA1031 // Which exception it is, is the question.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            _seen = ex;
        }

        AssertIsTheUsers(_seen);
    }

    [Fact]
    public async Task Failure_OfWorkThatIsCancelled_IsTheVeryExceptionWithTheUsersLine()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future failing = Future.Start(
            async token =>
            {
                try
                {
                    await Clock.Delay(TimeSpan.FromDays(1), token);
                }
                catch (OperationCanceledException)
                {
                    await FailAsync();
                }
            },
            TestContext.Current.CancellationToken);

        CancelReport report = await failing.CancelAsync();

        AssertIsTheUsers(Assert.Single(report.FailedFutures).Exception);
        AssertIsTheUsers(await Assert.ThrowsAsync<InvalidDataException>(async () => await failing));
    }

    private static Func<FutureStackTraceTests, Task> Path(Action<FutureStackTraceTests> path) => test =>
    {
        path(test);
        return Task.CompletedTask;
    };

    private static void JoinNested(Action join) => Future.Start(async () =>
    {
        await Task.Yield();
        join();
    }).Join();

    private static void JoinNested(Func<Task<int>> work) => Future.Start(work).Join();

    private static async Task WhenEndedAsync(Future future)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        future.OnEnd(static ended => ((TaskCompletionSource)ended).SetResult(), ended);
        await ended.Task;
    }

    private void AssertIsTheUsers(Exception? exception)
    {
        Assert.Same(_thrown, exception);
        Assert.Contains(nameof(ThrowInTheUsersCode), _thrown.StackTrace, StringComparison.Ordinal);
    }

    private int Fail() => ThrowInTheUsersCode();

    private async Task<int> FailAsync()
    {
        await Task.Yield();
        return ThrowInTheUsersCode();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ThrowInTheUsersCode() => throw _thrown;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowIfAsked(CancellationToken token) => token.ThrowIfCancellationRequested();
}
