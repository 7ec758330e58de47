using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Testing;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution;

public sealed class VirtualRunTests
{
    private static readonly TimeSpan EightHours = TimeSpan.FromHours(8);

    [Fact]
    public void Run_EightHoursOfAwaitedWaits_TakesThemExactlyEveryTime()
    {
        static async Task ScanAsync()
        {
            for (int i = 0; i < 28_800; i++)
            {
                await Clock.Delay(1 * s);
            }
        }

        Assert.Equal(EightHours, Virtual.Run(ScanAsync));
        Assert.Equal(EightHours, Virtual.Run(ScanAsync, seed: 1));
    }

    [Fact]
    public void Run_EightHoursOfBlockingSleeps_TakesThemExactlyEveryTime()
    {
        static async Task ScanAsync() => await Future.Run(() =>
        {
            for (int i = 0; i < 28_800; i++)
            {
                Clock.Sleep(1 * s);
            }
        });

        Assert.Equal(EightHours, Virtual.Run(ScanAsync));
        Assert.Equal(EightHours, Virtual.Run(ScanAsync, seed: 1));
    }

    [Fact]
    public void Run_Program_SeesTheVirtualClockEverywhere()
    {
        List<TimeProvider> seen = Virtual.Run(async () =>
        {
            List<TimeProvider> seen = [Clock.Current];
            await Future.Start(async () =>
            {
                await Task.Yield();
                seen.Add(Clock.Current);
            });
            seen.Add(await Future.Run(() => Clock.Current));
            Future suppressed;
            using (ExecutionContext.SuppressFlow())
            {
                seen.Add(Clock.Current);
                suppressed = Future.Start(async () =>
                {
                    await Clock.Delay(1 * ms);
                    seen.Add(Clock.Current);
                });
            }

            await suppressed;
            return seen;
        });

        Assert.Equal(5, seen.Count);
        Assert.All(seen, clock => Assert.Same(seen[0], clock));
        Assert.IsType<VirtualClock>(seen[0]);
        Assert.Same(PreciseClock.Instance, Clock.Current);
    }

    [Fact]
    public void Run_AsyncMethodBegunWithSuppressedFlow_StaysInTheRun()
    {
        TimeSpan elapsed = Virtual.Run(async () =>
        {
            Task begun;
            using (ExecutionContext.SuppressFlow())
            {
                begun = OutliveAsync();
            }

            await begun;
        });

        static async Task OutliveAsync()
        {
            await Clock.Delay(1 * s);
            await Clock.Delay(1 * s);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), elapsed);
    }

    [Fact]
    public void Run_Failure_IsThrownAsItWas()
    {
        static async Task FailAsync()
        {
            await Clock.Delay(1 * s);
            throw new FormatException("bad");
        }

        FormatException exception = Assert.Throws<FormatException>(() => { Virtual.Run(FailAsync); });

        Assert.Equal("bad", exception.Message);
        Assert.Contains(nameof(FailAsync), exception.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithoutSeed_KeepsTheOrder()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);

        Assert.Equal("ABCDEFabcdef", Virtual.Run(RecordOrderAsync));
    }

    [Fact]
    public void Run_WithSeed_ReplaysExactly()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            string order = Virtual.Run(RecordOrderAsync, seed);

            Assert.Equal(order, Virtual.Run(RecordOrderAsync, seed));
        }
    }

    [Fact]
    public void Run_DifferentSeeds_GiveManyOrders()
    {
        int orders = Enumerable.Range(0, 100).Select(seed => Virtual.Run(RecordOrderAsync, seed)).Distinct().Count();

        Assert.InRange(orders, Asynchrony.IsDisabled ? 1 : 80, Asynchrony.IsDisabled ? 1 : 100); // Differences.NothingIsPending
    }

    [Fact]
    public void Run_TimersOfOneInstant_ArePermutedBySeed()
    {
        static async Task<string> RecordAsync()
        {
            string order = string.Empty;
            List<ITimer> timers = [.. "abcd".Select(name => Clock.Current.CreateTimer(
                _ => order += name, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan))];
            await Clock.Delay(2 * s);
            timers.ForEach(timer => timer.Dispose());
            return order;
        }

        Assert.Equal("abcd", Virtual.Run(RecordAsync));
        List<string> orders = [.. Enumerable.Range(0, 50).Select(seed => Virtual.Run(RecordAsync, seed)).Distinct()];
        Assert.InRange(orders.Count, 10, 24);
    }

    [Fact]
    public void Run_JoinOnTheLoop_LetsTimePass()
    {
        TimeSpan elapsed = Virtual.Run(() =>
        {
            Future slow = Future.Start(async () => await Clock.Delay(3 * s));
            Clock.Sleep(1 * s);
            slow.Join();
            return Task.CompletedTask;
        });

        Assert.Equal(TimeSpan.FromSeconds(Asynchrony.IsDisabled ? 4 : 3), elapsed); // Differences.NothingIsPending
    }

    [Fact]
    public void Run_JoinWithTimeout_TimesOutInVirtualTime()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.JoinNeverTimesOut);

        static void JoinTooShort()
        {
            Future slow = Future.Start(async () => await Clock.Delay(1 * h));
            Assert.Throws<TimeoutException>(() => slow.Join(TimeSpan.FromMinutes(1)));
            Assert.Equal(TimeSpan.FromMinutes(1), ((VirtualClock)Clock.Current).Elapsed);
            slow.Join(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            TimeSpan.FromHours(1),
            Virtual.Run(() =>
            {
                JoinTooShort();
                return Task.CompletedTask;
            }));
        Assert.Equal(TimeSpan.FromHours(1), Virtual.Run(async () => await Future.Run(JoinTooShort)));
    }

    [Fact]
    public void Run_TasksOfFutures_StayInTheRun()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);

        static async Task<string> RecordAsync()
        {
            string order = string.Empty;
            async Task WaitAsync(string name, int seconds)
            {
                await Task.WhenAll(Clock.Delay(seconds * s).AsTask(), Clock.Delay(1 * s).AsTask());
                order += name;
                await Clock.Delay(1 * s);
                order += name;
            }

            await Task.WhenAll(WaitAsync("a", 1), WaitAsync("b", 2), WaitAsync("c", 3));
            return order;
        }

        for (int i = 0; i < 20; i++)
        {
            string order = Virtual.Run(RecordAsync, seed: 5);
            Assert.Equal(6, order.Length);
            Assert.Equal(order, Virtual.Run(RecordAsync, seed: 5));
        }
    }

    [Fact]
    public void Run_TimersOfTheSystemOnTheClock_TakePart()
    {
        TimeSpan elapsed = Virtual.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(1), Clock.Current, CancellationToken.None);
            using var timer = new PeriodicTimer(TimeSpan.FromHours(1), Clock.Current);
            await timer.WaitForNextTickAsync(CancellationToken.None);
            await timer.WaitForNextTickAsync(CancellationToken.None);
            using var late = new CancellationTokenSource(TimeSpan.FromHours(1), Clock.Current);
            await Assert.ThrowsAsync<TaskCanceledException>(() => Task.Delay(TimeSpan.FromHours(9), Clock.Current, late.Token));
        });

        Assert.Equal(TimeSpan.FromHours(4), elapsed);
    }

    [Fact]
    public void Run_AnotherLoopInside_IsRefused()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => Virtual.Run(() =>
            {
                EventLoop.Run(() => Task.CompletedTask);
                return Task.CompletedTask;
            }));

        Assert.Contains("virtual run", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnotherVirtualRunInside_HasItsOwnTime()
    {
        TimeSpan inner = TimeSpan.Zero;

        TimeSpan outer = Virtual.Run(async () =>
        {
            await Clock.Delay(1 * s);
            inner = Virtual.Run(async () => await Future.Run(() => Clock.Sleep(5 * s)));
            await Future.Run(() => inner += Virtual.Run(async () => await Future.Run(() => Clock.Sleep(5 * s))));
            await Clock.Delay(1 * s);
        });

        Assert.Equal(TimeSpan.FromSeconds(2), outer);
        Assert.Equal(TimeSpan.FromSeconds(10), inner);
    }

    [Fact]
    public void Run_ClockOfAnotherRun_IsRefused()
    {
        var options = new VirtualRunOptions();
        EventLoop.Run(async () => await Clock.Delay(1 * s), options);

        Assert.Equal(TimeSpan.FromSeconds(1), options.Clock.Elapsed);
        Assert.Throws<InvalidOperationException>(() => EventLoop.Run(() => Task.CompletedTask, options));
    }

    [Fact]
    public void Run_OptionsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => EventLoop.Run(() => Task.CompletedTask, null!));
        Assert.Throws<ArgumentNullException>(() => EventLoop.Run(null!, new VirtualRunOptions()));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EventLoop.Run(() => Task.CompletedTask, new VirtualRunOptions { RealTimeLimit = TimeSpan.Zero }));
    }

    // async functions and blocking ones, each of which says its name before and after it waits for the same instant
    private static async Task<string> RecordOrderAsync()
    {
        string order = string.Empty;
        List<Future> futures = [];
        foreach (char name in "ABCDEF")
        {
            futures.Add(name < 'D'
                ? Future.Start(async () =>
                {
                    await Task.Yield();
                    order += name;
                    await Clock.Delay(1 * s);
                    order += char.ToLowerInvariant(name);
                })
                : Future.Run(() =>
                {
                    order += name;
                    Clock.Sleep(1 * s);
                    order += char.ToLowerInvariant(name);
                }));
        }

        await Future.All(futures);
        return order;
    }
}
