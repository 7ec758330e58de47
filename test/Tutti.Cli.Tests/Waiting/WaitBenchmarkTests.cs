using Tutti.Cli.Waiting;
using Tutti.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Tests.Waiting;

public sealed class WaitBenchmarkTests
{
    private readonly WaitSettings _settings = new(Waits: 30, Longest: 0.1 * ms, Seed: 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MeasureAsync_Idle_AsksForTheTimesOfTheSettings()
    {
        List<TimeSpan> seen = [];
        List<double> reported = [];
        WaitMethod method = Method(time =>
        {
            seen.Add(time);
            return ValueTask.CompletedTask;
        });

        WaitSeries series = await new WaitBenchmark(_settings).MeasureAsync(method, isLoaded: false, reported.Add, Cancellation);

        Assert.Equal(_settings.AskedTimes(), seen[^30..]);          // the first ones are to warm up
        Assert.Equal(_settings.AskedTimes().Select(time => time.TotalMicroseconds), series.AskedMicroseconds);
        Assert.All(series.MeasuredMicroseconds, time => Assert.True(time > 0));
        Assert.True(double.IsNaN(series.JobsPerSecond));
        Assert.Equal(1, reported[^1]);
        Assert.Equal(reported.Order(), reported);
    }

    [Fact]
    public async Task MeasureAsync_WaitThatBlocks_LeavesOneJobAfterEach()
    {
        int waits = 0;
        int onLoop = 0;
        WaitMethod method = Method(_ =>
        {
            waits++;
            onLoop += EventLoop.IsCurrent ? 1 : 0;
            return ValueTask.CompletedTask;
        });

        WaitSeries series = await new WaitBenchmark(_settings).MeasureAsync(method, isLoaded: true, _ => { }, Cancellation);

        Assert.Equal(waits, onLoop);
        Assert.True(series.JobsPerSecond > 0);
    }

    [Fact]
    public async Task MeasureAsync_Cancelled_EndsBetweenTwoWaits()
    {
        using var source = new CancellationTokenSource();
        Action cancel = source.Cancel;
        int waits = 0;
        WaitMethod method = Method(_ =>
        {
            if (++waits == 3)
            {
                cancel();
            }

            return ValueTask.CompletedTask;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new WaitBenchmark(_settings).MeasureAsync(method, isLoaded: true, _ => { }, source.Token));

        Assert.Equal(3, waits);
    }

    [Fact]
    public async Task MeasureAsync_WaitThatFails_PassesTheErrorOn()
    {
        WaitMethod method = Method(_ => throw new TimeoutException("late"));

        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(
            () => new WaitBenchmark(_settings).MeasureAsync(method, isLoaded: false, _ => { }, Cancellation));

        Assert.Equal("late", error.Message);
    }

    private static WaitMethod Method(Func<TimeSpan, ValueTask> waitAsync) => new("test", "test", "is a test", waitAsync);
}
