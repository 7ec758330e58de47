using Tutti.Execution;
using Tutti.Testing;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Timing;

public sealed class VirtualClockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Clock_OutsideOfARun_Stands()
    {
        var clock = new VirtualClock();
        bool hasFired = false;
        using ITimer timer = clock.CreateTimer(_ => hasFired = true, null, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
        Assert.Equal(0, clock.GetTimestamp());
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeZoneInfo.Utc, clock.LocalTimeZone);
        Assert.False(hasFired);
    }

    [Fact]
    public void Clock_InARun_CountsWallTimeAndTimestampsAlike()
    {
        Virtual.Run(async () =>
        {
            TimeProvider clock = Clock.Current;
            long start = clock.GetTimestamp();

            await Clock.Delay(2500 * us, Cancellation);

            Assert.Equal(TimeSpan.FromMicroseconds(2500), clock.GetElapsedTime(start));
            Assert.Equal(VirtualClock.Start + TimeSpan.FromMicroseconds(2500), clock.GetUtcNow());
        });
    }

    [Fact]
    public void Timer_Periodic_FiresOnTheGridUntilItIsDisposed()
    {
        List<double> instants = Virtual.Run(async () =>
        {
            List<double> instants = [];
            var clock = (VirtualClock)Clock.Current;
            ITimer timer = clock.CreateTimer(_ => instants.Add(clock.Elapsed.TotalSeconds), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
            await Clock.Delay(10 * s, Cancellation);
            timer.Dispose();
            await Clock.Delay(10 * s, Cancellation);
            Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
            return instants;
        });

        Assert.Equal([2, 5, 8], instants);
    }

    [Fact]
    public void Timer_SetAnewOrDisposedWhileReady_DoesNotFireTwice()
    {
        int fired = Virtual.Run(async () =>
        {
            int fired = 0;
            ITimer[] timers = new ITimer[2];
            for (int i = 0; i < timers.Length; i++)
            {
                int other = 1 - i;
                timers[i] = Clock.Current.CreateTimer(
                    _ =>
                    {
                        fired++;
                        timers[other].Dispose();
                    },
                    null,
                    TimeSpan.FromSeconds(1),
                    Timeout.InfiniteTimeSpan);
            }

            timers[0].Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            await Clock.Delay(2 * s, Cancellation);
            return fired;
        });

        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timer_CallbackThatWaitsLongerThanThePeriod_DoesNotRunBesideItself()
    {
        List<double> instants = Virtual.Run(async () =>
        {
            List<double> instants = [];
            bool isInside = false;
            var clock = (VirtualClock)Clock.Current;
            ITimer timer = clock.CreateTimer(
                _ =>
                {
                    Assert.False(isInside);
                    isInside = true;
                    instants.Add(clock.Elapsed.TotalSeconds);
                    if (instants.Count == 1)
                    {
                        Clock.Sleep(2.5 * s);
                    }

                    isInside = false;
                },
                null,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1));
            await Clock.Delay(5.5 * s, Cancellation);
            await timer.DisposeAsync();
            return instants;
        });

        Assert.Equal([1, 3.5, 4, 5], instants);
    }

    [Fact]
    public void Timer_DisposedAsynchronouslyWhileItRuns_WaitsForTheCallback()
    {
        Virtual.Run(async () =>
        {
            bool hasEnded = false;
            ITimer timer = Clock.Current.CreateTimer(
                _ =>
                {
                    Clock.Sleep(2 * s);
                    hasEnded = true;
                },
                null,
                TimeSpan.FromSeconds(1),
                Timeout.InfiniteTimeSpan);
            var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using ITimer meanwhile = Clock.Current.CreateTimer(_ => looked.SetResult(), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

            await looked.Task;
            Assert.False(hasEnded);
            ValueTask disposed = timer.DisposeAsync();
            await disposed;

            Assert.True(hasEnded);
        });
    }

    [Fact]
    public void CreateTimer_OutOfRange_IsRefused()
    {
        var clock = new VirtualClock();

        Assert.Throws<ArgumentNullException>(() => clock.CreateTimer(null!, null, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(_ => { }, null, TimeSpan.FromDays(50), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromSeconds(-2)));
    }
}
