using Tutti.Execution;
using Tutti.Timing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Execution.Malice;

/// <content>Clocks that step.</content>
public sealed partial class MaliceTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    [Fact]
    public Task Deadline_WallClockSteps_PassesByTheMonotonicClockOnly() => HangGuard.RunAsync(() =>
    {
        var clock = new SteppingWallClock();
        using Deadline far = Deadline.Start(TimeSpan.FromDays(1), clock, Cancellation);
        for (int i = 0; i < 20; i++)
        {
            long start = PreciseClock.Instance.GetTimestamp();
            using Deadline near = Deadline.Start(Short, clock, Cancellation);
            clock.Step(TimeSpan.FromDays(i % 2 == 0 ? -400 : 700));
            near.Token.WaitHandle.WaitOne();

            Assert.True(PreciseClock.Instance.GetElapsedTime(start) >= Short);
            Assert.True(near.HasPassed);
            Assert.False(far.HasPassed);
        }
    });

    [Fact]
    public Task Deadline_TimestampsThatJumpBack_StillSaysWhatWasLate() => HangGuard.RunAsync(() =>
    {
        var clock = new JumpingClock();
        using Deadline deadline = Deadline.Start(Short, clock, Cancellation);
        clock.Jump(-10_000_000);

        clock.Fire();

        Assert.True(deadline.HasPassed);
        Assert.Contains("the answer", deadline.ToTimeout("waiting for the answer").Message, StringComparison.Ordinal);
        Assert.True(deadline.Token.IsCancellationRequested);
    });

    [Fact]
    public Task Delay_AndSleep_AreNeverTooShortAndNeverLost() => HangGuard.RunAsync(async () =>
    {
        for (int i = 0; i < 50; i++)
        {
            long start = PreciseClock.Instance.GetTimestamp();
            await Clock.Delay(i * 10 * us, Cancellation);
            Assert.True(PreciseClock.Instance.GetElapsedTime(start) >= (i * 10 * us).ToTimeSpan());
            start = PreciseClock.Instance.GetTimestamp();
            Sleep(i);
            Assert.True(PreciseClock.Instance.GetElapsedTime(start) >= (i * 10 * us).ToTimeSpan());
        }

        static void Sleep(int i) => Clock.Sleep(i * 10 * us);
    });

    /// <summary>Is the precise clock with a wall clock that somebody sets again and again.</summary>
    private sealed class SteppingWallClock : TimeProvider
    {
        private long _offset;

        public override long TimestampFrequency => PreciseClock.Instance.TimestampFrequency;

        public override long GetTimestamp() => PreciseClock.Instance.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => PreciseClock.Instance.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _offset));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            PreciseClock.Instance.CreateTimer(callback, state, dueTime, period);

        public void Step(TimeSpan step) => Interlocked.Add(ref _offset, step.Ticks);
    }

    /// <summary>Is a broken clock: its timestamps jump, and its only timer fires when it is told to.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _timestamp;
        private Action? _timer;

        public override long GetTimestamp() => _timestamp;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timer = () => callback(state);
            return PreciseClock.Instance.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Jump(long ticks) => _timestamp += ticks;

        public void Fire() => _timer!();
    }
}
