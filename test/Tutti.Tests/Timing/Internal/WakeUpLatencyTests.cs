using Tutti.Timing.Internal;

namespace Tutti.Tests.Timing.Internal;

public sealed class WakeUpLatencyTests
{
    [Fact]
    public void Margin_AfterManyWakeUps_IsNearThe95PercentQuantile()
    {
        var random = new Random(1);
        var latency = new WakeUpLatency(60_000, 5_000, 100_000);
        int below = 0;

        for (int i = 0; i < 20_000; i++)
        {
            long sample = 30_000 + random.Next(20_000);
            below += i >= 2_000 && sample <= latency.Margin ? 1 : 0;
            latency.Add(sample);
        }

        Assert.InRange(below / 18_000.0, 0.93, 0.97);
        Assert.InRange(latency.Margin, 46_000, 54_000);
    }

    [Fact]
    public void Margin_OnALoadedMachine_StaysCapped()
    {
        var latency = new WakeUpLatency(60_000, 5_000, 100_000);

        for (int i = 0; i < 1_000; i++)
        {
            latency.Add(4_000_000);
        }

        Assert.Equal(100_000, latency.Margin);
    }

    [Fact]
    public void Margin_WithoutAnyLatency_KeepsTheSmallest()
    {
        var latency = new WakeUpLatency(60_000, 5_000, 100_000);

        for (int i = 0; i < 1_000; i++)
        {
            latency.Add(0);
        }

        Assert.Equal(5_000, latency.Margin);
    }
}
