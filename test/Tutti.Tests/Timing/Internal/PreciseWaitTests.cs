using Tutti.Timing.Internal;

namespace Tutti.Tests.Timing.Internal;

public sealed class PreciseWaitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wait_SignaledBefore_ReturnsAtOnceAndOnlyOnce(bool isPortable)
    {
        var wait = new PreciseWait(isPortable);
        wait.Signal();
        wait.Signal();

        Assert.True(wait.Wait(Timestamps.Never));
        Assert.False(wait.Wait(Timestamps.Now));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wait_NobodySignals_IsNeverEarly(bool isPortable)
    {
        var wait = new PreciseWait(isPortable);
        int before = PreciseWait.EnterThread();
        for (int microseconds = 0; microseconds < 4000; microseconds += 97)
        {
            long deadline = Timestamps.Now + Timestamps.FromMicroseconds(microseconds);

            Assert.False(wait.Wait(deadline));

            Assert.True(Timestamps.Now >= deadline);
        }

        PreciseWait.LeaveThread(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sleep_NobodySignals_ReturnsNearTheDeadline(bool isPortable)
    {
        var wait = new PreciseWait(isPortable);
        for (int microseconds = 0; microseconds < 4000; microseconds += 997)
        {
            long deadline = Timestamps.Now + Timestamps.FromMicroseconds(microseconds);

            Assert.False(wait.Sleep(deadline));

            Assert.True(wait.IsNear(deadline));
        }

        Assert.False(wait.IsNear(Timestamps.Never));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wait_DeadlineInThePast_ReturnsAtOnce(bool isPortable)
    {
        var wait = new PreciseWait(isPortable);

        Assert.False(wait.Wait(0));
        Assert.False(wait.Wait(long.MinValue));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Signal_WhileTheOtherSleepsSpinsOrIsAwake_IsNeverLost(bool isPortable)
    {
        const int Rounds = 5000;
        var ping = new PreciseWait(isPortable);
        var pong = new PreciseWait(isPortable);
        int lost = 0;
        var other = new Thread(() =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                // near enough to be spinning, or far enough to be sleeping, when the signal comes
                while (!ping.Wait(round % 3 == 0 ? Timestamps.Never : Timestamps.Now + Timestamps.FromMicroseconds(round % 100)))
                {
                }

                pong.Signal();
            }
        });
        other.Start();
        for (int round = 0; round < Rounds; round++)
        {
            ping.Signal();
            lost += pong.Wait(Timestamps.Now + (10_000 * Timestamps.PerMillisecond)) ? 0 : 1;
        }

        other.Join();

        Assert.Equal(0, lost);
    }

    [Fact]
    public void EnterThread_Nested_RestoresWhatWasBefore()
    {
        int first = PreciseWait.EnterThread();
        int second = PreciseWait.EnterThread();
        PreciseWait.LeaveThread(second);
        PreciseWait.LeaveThread(first);
        int third = PreciseWait.EnterThread();
        PreciseWait.LeaveThread(third);

        Assert.Equal(first, third);
    }
}
