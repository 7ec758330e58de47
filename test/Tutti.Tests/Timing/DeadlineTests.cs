using Tutti.Testing.Time;
using Tutti.Timing;

namespace Tutti.Tests.Timing;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void HasPassed_BeforeAndAtTheTimeout_TurnsTrueExactlyThen()
    {
        using Deadline deadline = Deadline.Start(Timeout, _time, CancellationToken.None);

        _time.Advance(Timeout - Tick);
        Assert.False(deadline.HasPassed);
        Assert.False(deadline.Token.IsCancellationRequested);
        Assert.Equal(Tick, deadline.Remaining);
        _time.Advance(Tick);

        Assert.True(deadline.HasPassed);
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.Equal(TimeSpan.Zero, deadline.Remaining);
    }

    [Fact]
    public void HasPassed_CallerCancelsFirst_StaysFalseForEver()
    {
        using var source = new CancellationTokenSource();
        using Deadline deadline = Deadline.Start(Timeout, _time, source.Token);

        source.Cancel();
        _time.Advance(2 * Timeout);

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.HasPassed);
    }

    [Fact]
    public void HasPassed_CallerCancelsAfterwards_StaysTrue()
    {
        using var source = new CancellationTokenSource();
        using Deadline deadline = Deadline.Start(Timeout, _time, source.Token);

        _time.Advance(Timeout);
        source.Cancel();

        Assert.True(deadline.HasPassed);
    }

    [Fact]
    public void HasPassed_TimePassesWhileTheCallersCancelIsOnItsWay_IsFalse()
    {
        using var source = new CancellationTokenSource();
        using Deadline deadline = Deadline.Start(Timeout, _time, source.Token);

        // registered later, so called earlier: the deadline has not heard of the cancel yet
        source.Token.Register(() => _time.Advance(Timeout));
        source.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.HasPassed);
    }

    [Fact]
    public void Start_TokenCancelledAlready_HasNotPassed()
    {
        using Deadline deadline = Deadline.Start(TimeSpan.Zero, _time, new CancellationToken(canceled: true));

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.HasPassed);
    }

    [Fact]
    public void Start_Zero_HasPassedAtOnce()
    {
        using Deadline deadline = Deadline.Start(TimeSpan.Zero, _time, CancellationToken.None);

        Assert.True(deadline.HasPassed);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Start_Infinite_LeavesItToTheCallersToken()
    {
        using var source = new CancellationTokenSource();
        using Deadline deadline = Deadline.Start(System.Threading.Timeout.InfiniteTimeSpan, _time, source.Token);

        _time.Advance(TimeSpan.FromDays(100));

        Assert.Equal(source.Token, deadline.Token);
        Assert.Equal(System.Threading.Timeout.InfiniteTimeSpan, deadline.Remaining);
        Assert.False(deadline.HasPassed);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public void Start_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Deadline.Start(-2 * Tick, _time, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => Deadline.Start(TimeSpan.FromDays(50), _time, CancellationToken.None));
        Assert.Throws<ArgumentNullException>(() => Deadline.Start(Timeout, null!, CancellationToken.None));
    }

    [Fact]
    public void Dispose_BeforeTheTimeout_StopsTimerAndKeepsToken()
    {
        using var source = new CancellationTokenSource();
        Deadline deadline = Deadline.Start(Timeout, _time, source.Token);

        deadline.Dispose();
        deadline.Dispose();
        _time.Advance(2 * Timeout);
        source.Cancel();

        Assert.False(deadline.HasPassed);
        Assert.False(deadline.Token.IsCancellationRequested);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public void Dispose_AfterTheTimeout_StillSaysSo()
    {
        Deadline deadline = Deadline.Start(Timeout, _time, CancellationToken.None);
        _time.Advance(Timeout);

        deadline.Dispose();

        Assert.True(deadline.HasPassed);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Dispose_InsideTheTimeoutsOwnCallback_DoesNoHarm()
    {
        Deadline deadline = Deadline.Start(Timeout, _time, CancellationToken.None);
        bool wasCalled = false;
        deadline.Token.Register(() =>
        {
            deadline.Dispose();
            wasCalled = true;
        });

        _time.Advance(Timeout);

        Assert.True(wasCalled);
        Assert.True(deadline.HasPassed);
    }

    [Theory]
    [InlineData(100, "10 us")]
    [InlineData(5_005, "500.5 us")]
    [InlineData(2_500_000, "250 ms")]
    [InlineData(15_000_000, "1.5 s")]
    [InlineData(36_000_000_000, "1:00:00 h")]
    public void ToTimeout_What_SaysWhatWasAwaitedAndHowLong(long ticks, string span)
    {
        using Deadline deadline = Deadline.Start(TimeSpan.FromTicks(ticks), _time, CancellationToken.None);
        var cause = new OperationCanceledException(deadline.Token);

        TimeoutException exception = deadline.ToTimeout("writing parameter 'offset'", cause);

        Assert.Equal($"Timed out after {span} while writing parameter 'offset'.", exception.Message);
        Assert.Same(cause, exception.InnerException);
        Assert.Throws<ArgumentException>(() => deadline.ToTimeout(string.Empty));
    }

    [Fact]
    public void Race_OfTimeoutCancelAndDispose_EndsInOneOutcomeAndNeverThrows()
    {
        const int Rounds = 2000;

        for (int round = 0; round < Rounds; round++)
        {
            using var source = new CancellationTokenSource();
            Deadline deadline = Deadline.Start(TimeSpan.FromMicroseconds(round % 100), PreciseClock.Instance, source.Token);
            var other = new Thread(source.Cancel);
            other.Start();
            Thread.SpinWait(round % 500);
            deadline.Dispose();
            bool hasPassed = deadline.HasPassed;
            bool isCancelled = deadline.Token.IsCancellationRequested;
            other.Join();

            Assert.Equal(hasPassed, deadline.HasPassed);
            Assert.True(!isCancelled || deadline.Token.IsCancellationRequested);
        }
    }
}
