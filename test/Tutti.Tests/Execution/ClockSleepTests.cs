using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Timing;

namespace Tutti.Tests.Execution;

/// <summary>Sleeping by blocking a thread that has no context: it waits for the instant by itself.</summary>
public sealed class ClockSleepTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Sleep_OnAThreadWithoutContext_IsNeverEarly()
    {
        List<TimeSpan> early = [];

        OtherThread.Run(() =>
        {
            for (int microseconds = 0; microseconds < 2000; microseconds += 37)
            {
                var asked = TimeSpan.FromMicroseconds(microseconds);
                long start = PreciseClock.Instance.GetTimestamp();
                Clock.Sleep(asked);
                early.Add(asked - PreciseClock.Instance.GetElapsedTime(start));
            }
        });

        Assert.All(early, left => Assert.True(left <= TimeSpan.Zero));
    }

    [Fact]
    public void Sleep_FutureIsCancelledMeanwhile_ThrowsAtOnceAndLeavesNothingRunning()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var unusual = TimeSpan.FromSeconds(98765);
        Future delay = Clock.Delay(unusual, Cancellation);
        delay.CancelAsync().Join(Limit);
        using var asleep = new ManualResetEventSlim();
        bool isReached = false;
        Future future = Future.Run(
            void () =>
            {
                asleep.Set();
                Clock.Sleep(unusual);
                isReached = true;
            },
            Cancellation,
            "sleeper");
        Assert.True(asleep.Wait(Limit, Cancellation));

        future.CancelAsync().Join(Limit);

        Assert.True(future.IsCancelled);
        Assert.False(isReached);
        Assert.DoesNotContain(Future.Running, other => other.Name == delay.Name);
    }

    [Fact]
    public void Sleep_AfterASleepThatWasCancelled_LastsItsFullTime()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var asked = TimeSpan.FromMilliseconds(2);
        TimeSpan slept = default;

        // The same thread: the signal of the cancel may come after the sleep that it was for has ended.
        for (int i = 0; i < 50; i++)
        {
            Future future = Future.Run(
                void () =>
                {
                    Assert.ThrowsAny<OperationCanceledException>(() => Clock.Sleep(TimeSpan.FromDays(1)));
                    using (Future.Shield(Timeout.InfiniteTimeSpan))
                    {
                        long start = PreciseClock.Instance.GetTimestamp();
                        Clock.Sleep(asked);
                        slept = PreciseClock.Instance.GetElapsedTime(start);
                    }
                },
                Cancellation);
            future.CancelAsync().Join(Limit);

            Assert.True(future.IsCancelled);
            Assert.True(slept == default || slept >= asked);
        }
    }

    [Fact]
    public void Sleep_InACancelledFlow_ThrowsAndDoesNotSleep()
    {
        Future? self = null;
        Future future = Future.Start(
            () =>
            {
                self = Future.Running.Single(other => other.Name == "cancels itself");
                self.Cancel();
                Assert.ThrowsAny<OperationCanceledException>(() => Clock.Sleep(TimeSpan.FromDays(1)));
                return Task.CompletedTask;
            },
            Cancellation,
            "cancels itself");

        Assert.True(future.IsCancelled);
    }

    [Fact]
    public void Explain_OfAFutureThatSleeps_TellsTheDelay()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future future = Future.Run(void () => Clock.Sleep(TimeSpan.FromDays(1)), Cancellation, "explained sleeper");

        Assert.True(SpinWait.SpinUntil(() => future.Explain().Contains("delay of", StringComparison.Ordinal), Limit));

        future.CancelAsync().Join(Limit);
    }
}
