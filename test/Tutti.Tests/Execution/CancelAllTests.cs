using Tutti.Conventions;
using Tutti.Execution;

namespace Tutti.Tests.Execution;

/// <summary>The cancel of all that runs; it is not waited for here, since other tests may have left something that never ends.</summary>
[Collection(typeof(Alone))]
public sealed class CancelAllTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CancelAllAsync_RootsOrphansAndShielded_ReachesAllButTheShielded()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future? orphan = null;
        Future root = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
        await Future.Start(
            () =>
            {
                orphan = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
                return Task.CompletedTask;
            },
            Cancellation);
        Future shielded;
        using (Future.Shield(TimeSpan.FromDays(1)))
        {
            shielded = Clock.Delay(TimeSpan.FromDays(1), Cancellation);
            Assert.Contains(shielded, Future.Running);

            Future<CancelReport> cancel = Future.CancelAllAsync();

            Assert.True(root.IsCancelled);
            Assert.True(orphan!.IsCancelled);
            Assert.False(shielded.IsDone);
            Assert.False(cancel.IsCancelled);
        }

        Future later = Clock.Delay(TimeSpan.FromMicroseconds(1), Cancellation);
        await later;
        Assert.False(later.IsCancelled);
        await shielded.CancelAsync();
    }
}
