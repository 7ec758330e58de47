using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Timing.Internal;

namespace Tutti.Tests.Execution;

/// <summary>An async method that waits for a loop's next timer is resumed a little before; its await ends in time all the same.</summary>
public sealed class HeadStartTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(0.5);

    [Fact]
    public Task Await_OfADelayOnAnIdleLoop_BeginsToEndBeforehand()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);

        // On a busy machine the loop often wakes too late for it.
        return HangGuard.RunAsync(() => EventLoop.Run(async () =>
        {
            do
            {
                await Clock.Delay(Short);
            }
            while (!new StackTrace().ToString().Contains(nameof(HeadStart), StringComparison.Ordinal));
        }));
    }

    [Fact]
    public void Await_OfADelay_IsNeverEarlyAndFindsItDone()
    {
        EventLoop.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                long due = Timestamps.After(Timestamps.Now, Short);
                Future delay = Clock.Delay(Short);
                await delay;

                Assert.True(Timestamps.Now >= due);
                Assert.True(delay.IsDone);
                Assert.DoesNotContain(delay, Future.Running);
            }
        });
    }

    [Fact]
    public void Await_ByAnAwaiterThatAsksForNoResult_IsNeverEarlyAndFindsItDone()
    {
        EventLoop.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                long due = Timestamps.After(Timestamps.Now, Short);
                Future delay = Clock.Delay(Short);
                await new Quietly(delay);

                Assert.True(Timestamps.Now >= due);
                Assert.True(delay.IsDone);
            }
        });
    }

    [Fact]
    public Task Await_OfADelayThatIsCancelledJustWhenItIsDue_EndsInOneOfTheTwoWays()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        return HangGuard.RunAsync(() => EventLoop.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                // from 15 us before it is due until 5 us after
                long instant = Timestamps.After(Timestamps.Now, Short) + Timestamps.FromMicroseconds(5 + (i % 20)) - Timestamps.FromMicroseconds(20);
                Future delay = Clock.Delay(Short);
                Future canceller = Future.Run(void () =>
                {
                    while (Timestamps.Now < instant)
                    {
                        Thread.SpinWait(1);
                    }

                    delay.Cancel();
                });
                bool wasCancelled = false;
                try
                {
                    await delay;
                }
                catch (OperationCanceledException)
                {
                    wasCancelled = true;
                }

                Assert.True(delay.IsDone);
                Assert.Equal(delay.IsCancelled, wasCancelled);
                await canceller;
            }
        }));
    }

    [Fact]
    public void Await_OfADelayThatAThenHangsOnToo_RunsBoth()
    {
        EventLoop.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                Future delay = Clock.Delay(Short);
                Future then = delay.Then(() => { });
                await delay;
                await then;

                Assert.True(then.IsDone);
            }
        });
    }

    [Fact]
    public void FindAwait_OfAMethod_OnlyIfAllItsAwaitersAreOfDotNetAndTutti()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        bool[] found = [];

        EventLoop.Run(() =>
        {
            Future[] delays = [.. Enumerable.Range(0, 3).Select(_ => Clock.Delay(Short))];
            Task[] awaiting = [AwaitAsync(delays[0]), AwaitQuietlyAsync(delays[1]), Task.CompletedTask];
            delays[2].GetAwaiter().UnsafeOnCompleted(new Task(() => { }).Start);
            found = [.. delays.Select(delay => delay.FindOnlyAwait(EventLoop.Current) is not null)];
            return Task.WhenAll(awaiting);
        });

        Assert.Equal([true, false, false], found);
    }

    private static async Task AwaitAsync(Future future) => await future;

    private static async Task AwaitQuietlyAsync(Future future) => await new Quietly(future);

    /// <summary>Waits for a future and does not look at how it ended.</summary>
    private readonly struct Quietly(Future future) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => future.IsDone;

        public Quietly GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => future.GetAwaiter().OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => future.GetAwaiter().UnsafeOnCompleted(continuation);
    }
}
