using Tutti.Cli.Waiting;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Cli.Tests.Waiting;

public sealed class WaitMethodsTests
{
    private static readonly TimeSpan Asked = TimeSpan.FromMicroseconds(1300.3);

    [Fact]
    public void All_Methods_HaveNamesOfTheirOwn()
    {
        Assert.Equal(
            ["Thread.Sleep", "Task.Delay", "PeriodicTimer", "busy spinning", "Clock.Delay", "Clock.Sleep"],
            WaitMethods.All.Select(method => method.Name));
        Assert.Equal(6, WaitMethods.All.Select(method => method.FileName).Distinct().Count());
    }

    [Theory]
    [InlineData("busy spinning")]
    [InlineData("Clock.Delay")]
    [InlineData("Clock.Sleep")]
    public void WaitAsync_ByAPreciseClock_IsNeverEarly(string name)
    {
        Assert.True(Measure(name, Asked) >= Asked);
    }

    // These may be early: by the part of a millisecond that they drop, and by the step of the clock that they count with.
    [Theory]
    [InlineData("Thread.Sleep")]
    [InlineData("Task.Delay")]
    [InlineData("PeriodicTimer")]
    public void WaitAsync_ByDotNet_WaitsRoughly(string name)
    {
        Assert.True(Measure(name, TimeSpan.FromMilliseconds(40.7)) >= TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void WaitAsync_PeriodicTimerBelowItsShortest_TakesThat()
    {
        Assert.True(Measure("PeriodicTimer", TimeSpan.Zero) > TimeSpan.Zero);
    }

    private static TimeSpan Measure(string name, TimeSpan time) => EventLoop.Run(async () =>
    {
        WaitMethod method = WaitMethods.All.Single(method => method.Name == name);
        long start = PreciseClock.Instance.GetTimestamp();
        await method.WaitAsync(time);
        return PreciseClock.Instance.GetElapsedTime(start);
    });
}
