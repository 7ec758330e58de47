using Tutti.Cli.Waiting;
using static Tutti.Quantities.Units;

namespace Tutti.Cli.Tests.Waiting;

public sealed class WaitSettingsTests
{
    [Fact]
    public void AskedTimes_SameSeed_AreTheSame()
    {
        Assert.Equal(new WaitSettings(50, 5 * ms, 3).AskedTimes(), new WaitSettings(50, 5 * ms, 3).AskedTimes());
        Assert.NotEqual(new WaitSettings(50, 5 * ms, 3).AskedTimes(), new WaitSettings(50, 5 * ms, 4).AskedTimes());
    }

    [Fact]
    public void AskedTimes_Many_AreUniform()
    {
        IReadOnlyList<TimeSpan> asked = new WaitSettings(10_000, 2 * ms, 1).AskedTimes();

        Assert.All(asked, time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(2)));
        Assert.All(asked.GroupBy(time => (int)(time.TotalMilliseconds * 4.99)), part => Assert.InRange(part.Count(), 800, 1200));
        Assert.Equal(10, asked.GroupBy(time => (int)(time.TotalMilliseconds * 4.99)).Count());
    }
}
