using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Testing;

namespace Tutti.Tests.Execution;

/// <summary>What is said where a call cannot be meant as it is written.</summary>
public sealed class FutureMessageTests
{
    [Fact]
    public void All_WithNull_SaysWhichMember()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>("futures", () => { _ = Future.All(Future.Completed, null!); });

        Assert.Contains("index 1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_OfNull_CountsAsNoneNowhere()
    {
        Future[] futures = null!;
        Future<int>[] numbers = null!;
        Action[] calls =
        [
            () => _ = Future.All(futures),
            () => _ = Future.All(numbers),
            () => _ = Future.All(futures, cancelRestOnFailure: true),
            () => _ = Future.All(numbers, cancelRestOnFailure: true),
            () => _ = Future.Any(futures),
            () => _ = Future.Any(numbers),
            () => _ = Future.Any(futures, cancelRest: true),
            () => _ = Future.Any(numbers, cancelRest: true),
        ];

        Assert.All(calls, call => Assert.Throws<ArgumentNullException>("futures", call));
    }

    [Fact]
    public async Task All_ArrayThatChangesLater_IsOfWhatItWas()
    {
        Future<int>[] numbers = [Future.FromResult(1), Future.Run(() => 2)];

        Future<int[]> all = Future.All(numbers);
        numbers[1] = Future.FromResult(3);

        int[] results = await all;
        Assert.Equal([1, 2], results);
    }

    [Fact]
    public void Run_VirtualProgramThatReturnsNoTask_SaysSo()
    {
        Task? none = null;

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => { Virtual.Run(() => none!); });

        Assert.Equal("The program returned no task.", thrown.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Run_LimitOfRealTimeOutside_SaysWhatIsAllowed(int seconds)
    {
        var options = new VirtualRunOptions { RealTimeLimit = TimeSpan.FromSeconds(seconds) };

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => { EventLoop.Run(() => Task.CompletedTask, options); });

        Assert.Contains("RealTimeLimit is more than zero and at most 24 days.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Join_LongestTimeSpan_IsNoLimit() => Assert.Equal(1, Future.Run(() => 1).Join(TimeSpan.MaxValue).Result);

    [Fact]
    public async Task Then_AsyncCallback_IsCalledAsItsFuture()
    {
        string name = string.Empty;
        Future<int> first = Future.FromResult(1);

        Future then = first.Then(async value =>
        {
            await Task.Yield();
            name = string.Join(", ", Future.Running.Select(future => future.Name));
            Assert.Equal(1, value);
        });
        await then;

        Assert.DoesNotContain("callback", name.Split(", "));
    }

    [Theory]
    [InlineData(1e-14)]
    [InlineData(double.Epsilon)]
    public async Task ReportProgress_NextToNothing_LeavesTheTimeLeftUnknown(double fraction)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        var isWatched = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FutureProgress? seen = null;
        Future future = Future.Start(async () =>
        {
            await Clock.Delay(TimeSpan.FromMilliseconds(20));
            await isWatched.Task;
            Future.ReportProgress(fraction);
        });
        future.ProgressChanged += (_, progress) => seen = progress;
        isWatched.SetResult();
        await future;

        Assert.Equal(fraction, seen!.Fraction);
        Assert.Null(seen.Remaining);
    }
}
