using Tutti.Conventions;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;
using Tutti.Testing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Instruments;

/// <summary>Instruments in virtual runs, in many orders.</summary>
public sealed class InstrumentVirtualTests
{
    [Fact]
    public void SingleAsync_TwoInstrumentsAtOnce_GiveTheSameInEveryOrder()
    {
        static async Task AcquireAsync()
        {
            await using var first = new CountingInstrument();
            await using var second = new CountingInstrument();
            Future<Trace<double>> f = first.SingleAsync(averages: 3);
            Future<Trace<double>> g = second.SingleAsync(averages: 5);
            Assert.Equal(2, (await f)[0]);
            Assert.Equal(3, (await g)[0]);
            Assert.False(first.IsOutputOn);
        }

        Virtual.Run(AcquireAsync);
        Virtual.Explore(AcquireAsync, seeds: 100);
    }

    [Fact]
    public void SingleAsync_StartedWhileAnotherRuns_CancelsThatInEveryOrder()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        static async Task AcquireAsync()
        {
            await using var instrument = new CountingInstrument { WhileAcquiring = () => { } };
            Future<Trace<double>> first = instrument.SingleAsync(averages: 1000);
            await Clock.Delay(1 * ms, CancellationToken.None);
            Future<Trace<double>> second = instrument.SingleAsync(averages: 2);
            await second;
            Assert.True(first.IsCancelled || first.IsDone);
            Assert.False(instrument.IsOutputOn);
            Assert.Equal(InstrumentState.Stopped, instrument.State);
        }

        Virtual.Explore(AcquireAsync, seeds: 20);
    }

    [Fact]
    public void StartContinuous_StoppedByABlockingFunction_EndsCancelled()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.EndlessIsRefused);
        static async Task AcquireAsync()
        {
            await using var instrument = new CountingInstrument(isFreeRunning: false);
            Future run = instrument.StartContinuous();
            await Future.Run(() =>
            {
                for (int i = 0; i < 3; i++)
                {
                    Clock.Sleep(1 * s);
                    instrument.Release();
                }

                Clock.Sleep(1 * s);
                instrument.StopAsync().Join();
            });
            Assert.True(run.IsCancelled);
            Assert.Equal(3, instrument.CompletedAverages);
            Assert.False(instrument.IsOutputOn);
        }

        Virtual.Run(AcquireAsync);
        Virtual.Run(AcquireAsync, seed: 1);
    }
}
