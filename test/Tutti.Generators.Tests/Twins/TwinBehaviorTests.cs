using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Generators.Tests.Twins;

/// <summary>Uses twins that were generated as this project was built; with asynchrony on and off alike, but where it says so.</summary>
public sealed class TwinBehaviorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly Gauge _gauge = new();

    [Fact]
    public async Task MeasureAsync_Awaited_GivesWhatMeasureReturns()
    {
        Assert.Equal(6, await _gauge.MeasureAsync(3));
        Assert.Equal(3, await _gauge.MeasureAsync(3, count: 1));
    }

    [Fact]
    public void MeasureAsync_WhileMeasureBlocks_HasReturned()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        _gauge.Gate.Reset();

        Future<double> future = _gauge.MeasureAsync(3);
        bool wasDone = future.IsDone;
        _gauge.Gate.Set();

        Assert.False(wasDone);
        Assert.Equal(6, future.Join(Deadline).Result);
    }

    [Fact]
    public void MeasureAsync_AsAFunction_FitsWhereMeasureFits()
    {
        double[] gains = [1, 2, 3];

        Future<double[]> all = Future.All(gains.Select(gain => _gauge.MeasureAsync(gain)));
        Future<int[]> largest = Future.All(new[] { new[] { 1, 5 }, [7, 2] }.Select(Gauge.LargestAsync));

        Assert.Equal([2, 4, 6], all.Result);
        Assert.Equal([5, 7], largest.Result);
    }

    [Fact]
    public void MeasureAsync_Name_IsThatOfTheMethodInItsType()
    {
        Assert.Equal("Gauge.Measure", _gauge.MeasureAsync(1).Name);
    }

    [Fact]
    public void SetAsync_OfAVoidMethod_HasDoneItWhenItEnds()
    {
        Future future = _gauge.SetAsync(7);

        future.Join();
        Assert.Equal(7, _gauge.Last);
    }

    [Fact]
    public async Task FailAsync_OfAMethodThatThrows_ThrowsTheSameWhereItIsAwaited()
    {
        Future future = Gauge.FailAsync("the lamp is broken");

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await future);

        Assert.Equal("the lamp is broken", failure.Message);
        Assert.Contains(nameof(Gauge.Fail), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCancelAsync_Cancelled_SeesTheTokenOfItsFuture()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future<bool> future = Gauge.WaitForCancelAsync();

        await future.CancelAsync();

        Assert.True(future.IsCancelled);
    }

    [Fact]
    public async Task WaitForCancelAsync_WithATokenOfTheCallers_IsCancelledByIt()
    {
        using var source = new CancellationTokenSource();
        if (Asynchrony.IsDisabled) // Differences.CancelComesTooLate
        {
            await source.CancelAsync();
        }

        Future<bool> future = Gauge.WaitForCancelAsync(source.Token);
        await source.CancelAsync();

        OperationCanceledException cancel = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await future);
        Assert.Equal(source.Token, cancel.CancellationToken);
    }

    [Fact]
    public void IsToldToStopAsync_WithoutAToken_PassesTheFuturesOwn()
    {
        Assert.True(Gauge.IsToldToStopAsync().Result);
    }

    [Fact]
    public void LargestAsync_WithATokenThatWasCancelled_IsCancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Future<int> future = Gauge.LargestAsync([1, 2], source.Token);

        Assert.True(future.IsCancelled);
    }
}
