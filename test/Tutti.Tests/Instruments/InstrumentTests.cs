using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Instruments;

public sealed class InstrumentTests
{
    private readonly CountingInstrument _instrument = new();

    [Fact]
    public async Task SingleAsync_Averages_GivesTheirMeanAndSwitchesOff()
    {
        Future<Trace<double>> single = _instrument.SingleAsync(averages: 3);
        Trace<double> mean = await single;

        Assert.Equal(2, mean[0], 12);
        Assert.Equal(3, _instrument.CompletedAverages);
        Assert.Equal("3 of 3", single.Progress.Text);
        Assert.Equal(InstrumentState.Stopped, _instrument.State);
        Assert.Same(mean, _instrument.Latest);
        Assert.Equal(["prepare", "trace 1", "trace 2", "trace 3", "release"], _instrument.Log);
    }

    [Fact]
    public async Task SingleAsync_WithoutNumber_TakesTheSetting()
    {
        await _instrument.Averages.SetAsync(2);

        await _instrument.SingleAsync();

        Assert.Equal(2, _instrument.CompletedAverages);
        Assert.Throws<ArgumentOutOfRangeException>(() => _instrument.SingleAsync(0));
    }

    [Fact]
    public async Task SingleAsync_FailingHardware_FailsAndReleases()
    {
        _instrument.Failure = new TimeoutException("silent");

        await Assert.ThrowsAsync<TimeoutException>(async () => await _instrument.SingleAsync(1));

        Assert.Equal(["prepare", "release"], _instrument.Log);
        Assert.Equal(InstrumentState.Stopped, _instrument.State);
    }

    [Fact]
    public async Task SingleAsync_Cancelled_OutputsAreOffBeforeItEnds()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _instrument.IsFreeRunning = false;
        Future single = _instrument.SingleAsync(1);
        Assert.True(_instrument.IsOutputOn);
        Assert.Equal(InstrumentState.RunningSingle, _instrument.State);

        await single.CancelAsync();

        Assert.True(single.IsCancelled);
        Assert.False(_instrument.IsOutputOn);
        Assert.Equal(InstrumentState.Stopped, _instrument.State);
    }

    [Fact]
    public async Task SingleAsync_Twice_CancelsTheFirst()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        _instrument.IsFreeRunning = false;
        Future<Trace<double>> first = _instrument.SingleAsync(2);
        Future<Trace<double>> second = _instrument.SingleAsync(1);
        _instrument.Release();

        Assert.Equal(1, (await second)[0]);
        Assert.True(first.IsCancelled);
        Assert.Equal(["prepare", "release", "prepare", "trace 1", "release"], _instrument.Log);
    }

    [Fact]
    public async Task Pause_Single_KeepsWhatWasAveragedAndTheFuture()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        _instrument.IsFreeRunning = false;
        Future<Trace<double>> single = _instrument.SingleAsync(2);
        _instrument.Pause();
        Assert.Equal(InstrumentState.PausedSingle, _instrument.State);
        _instrument.Release();
        while (_instrument.IsOutputOn)
        {
            await Task.Yield();
        }

        Assert.False(single.IsDone);
        Assert.Equal(1, _instrument.CompletedAverages);
        _instrument.Resume();
        _instrument.Release();

        Assert.Equal(1.5, (await single)[0]);
        Assert.Equal(["prepare", "trace 1", "release", "prepare", "trace 2", "release"], _instrument.Log);
    }

    [Fact]
    public void Pause_NothingRuns_SaysSo()
    {
        Assert.Throws<InvalidOperationException>(_instrument.Pause);
        Assert.Throws<InvalidOperationException>(_instrument.Resume);
    }

    [Fact]
    public async Task ContinuousAsync_Steps_YieldTheMovingAverage()
    {
        await _instrument.Averages.SetAsync(2);
        List<double> averages = [];
        await foreach (Trace<double> average in _instrument.ContinuousAsync())
        {
            Assert.Equal(InstrumentState.RunningContinuous, _instrument.State);
            averages.Add(average[0]);
            if (averages.Count == 3)
            {
                break;
            }
        }

        Assert.Equal([1, 1.5, 2.25], averages);
        Assert.False(_instrument.IsOutputOn);
        Assert.Equal(InstrumentState.Stopped, _instrument.State);
    }

    [Fact]
    public async Task ContinuousAsync_ChangedSetting_BeginsAnew()
    {
        await _instrument.Averages.SetAsync(10);
        List<double> averages = [];
        await foreach (Trace<double> average in _instrument.ContinuousAsync())
        {
            averages.Add(average[0]);
            if (averages.Count == 2)
            {
                await _instrument.Gain.SetAsync(10 * V);
            }

            if (averages.Count == 3)
            {
                break;
            }
        }

        Assert.Equal([1, 1.5, 30], averages);
    }

    [Fact]
    public async Task ContinuousAsync_Stopped_Ends()
    {
        int steps = 0;
        await foreach (Trace<double> average in _instrument.ContinuousAsync())
        {
            steps++;
            await _instrument.StopAsync();
            Assert.False(_instrument.IsOutputOn);
        }

        Assert.Equal(1, steps);
    }

    [Fact]
    public async Task StartContinuous_Stopped_EndsCancelled()
    {
        if (Asynchrony.IsDisabled) // Differences.EndlessIsRefused
        {
            InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => _instrument.StartContinuous());
            Assert.Contains(nameof(_instrument.ContinuousAsync), refusal.Message, StringComparison.Ordinal);
            return;
        }

        Future run = _instrument.StartContinuous();
        while (_instrument.Latest is null)
        {
            await Task.Yield();
        }

        await _instrument.StopAsync();

        Assert.True(run.IsCancelled);
        Assert.False(_instrument.IsOutputOn);
    }

    [Fact]
    public async Task SetAsync_DuringASingleRun_StopsIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        _instrument.IsFreeRunning = false;
        Future single = _instrument.SingleAsync(1);

        await _instrument.Gain.SetAsync(2 * V);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await single);
        Assert.False(_instrument.IsOutputOn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SingleAsync_WhileAnotherHoldsItAndRuns_NeitherCancelsTheOther(bool comesFirst)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        _instrument.IsFreeRunning = false;
        Future<Trace<double>>? outside;
        using (await Exclusive.AcquireAsync(_instrument))
        {
            outside = comesFirst ? StartOutside() : null;
            Future<Trace<double>> own = _instrument.SingleAsync(1);
            outside ??= StartOutside();
            _instrument.Release();
            Assert.Equal(1, (await own)[0]);
            Assert.False(outside.IsDone);
        }

        _instrument.Release();
        Assert.Equal(2, (await outside)[0]);

        Future<Trace<double>> StartOutside()
        {
            using (ExecutionContext.SuppressFlow())
            {
                return _instrument.SingleAsync(1);
            }
        }
    }

    [Fact]
    public async Task SingleAsync_CancelledByAnother_SaysWhy()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _instrument.IsFreeRunning = false;
        Future first = _instrument.SingleAsync(1);
        Future second = _instrument.SingleAsync(1);

        await MessageOf(first, "another run was started");
        await _instrument.Gain.SetAsync(2 * V);
        await MessageOf(second, "counter['gain'] was changed");

        static async Task MessageOf(Future future, string reason)
        {
            OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await future);
            Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SingleAsync_HeldByAnother_WaitsForIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future<Trace<double>> single;
        using (await Exclusive.AcquireAsync(_instrument))
        {
            using (ExecutionContext.SuppressFlow())
            {
                single = _instrument.SingleAsync(1);
            }

            Assert.Empty(_instrument.Log);
        }

        Assert.Equal(1, (await single)[0]);
    }
}
