using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Instruments;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Instruments;

/// <summary>How runs end: by another run, from within, with hardware that fails, hangs or is slow to let go.</summary>
public sealed class InstrumentEndingTests
{
    private readonly CountingInstrument _instrument = new();
    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SingleAsync_TraceAndReleaseFail_ThrowsWhatFailedFirst()
    {
        _instrument.Failure = new TimeoutException("silent");
        _instrument.ReleaseFailure = new InvalidOperationException("stuck");

        await Assert.ThrowsAsync<TimeoutException>(async () => await _instrument.SingleAsync(1, Cancellation));
        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await foreach (Trace<double> average in _instrument.ContinuousAsync(Cancellation))
            {
                Assert.Fail("There is no trace.");
            }
        });

        Assert.Equal(["prepare", "release", "prepare", "release"], _instrument.Log);
    }

    [Fact]
    public async Task SingleAsync_OnlyReleaseFails_Throws()
    {
        _instrument.ReleaseFailure = new InvalidOperationException("stuck");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _instrument.SingleAsync(1, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _instrument.StopAsync());

        _instrument.ReleaseFailure = null;
        await _instrument.SingleAsync(1, Cancellation);
        await _instrument.StopAsync();
    }

    [Fact]
    public async Task SingleAsync_ReleaseHangs_FailsWithATimeoutInsteadOfACancel()
    {
        _instrument.Patience = TimeSpan.FromMilliseconds(1);
        _instrument.Released = _slow.Task;
        Future<Trace<double>> single = _instrument.SingleAsync(1, Cancellation);

        TimeoutException late = await Assert.ThrowsAsync<TimeoutException>(async () => await single);

        Assert.False(single.IsCancelled);
        Assert.Contains("counter", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SingleAsync_PreparationFails_IsReleased()
    {
        _instrument.WhilePreparing = () => throw new TimeoutException("silent");

        await Assert.ThrowsAsync<TimeoutException>(async () => await _instrument.SingleAsync(1, Cancellation));

        Assert.Equal(["prepare", "release"], _instrument.Log);
    }

    [Fact]
    public async Task SingleAsync_CancelledWhileTheRunBeforeLetsGo_SwitchesThatOff()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _instrument.Released = _slow.Task;
        await using IAsyncEnumerator<Trace<double>> stream = _instrument.ContinuousAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await stream.MoveNextAsync());

        Future single = _instrument.SingleAsync(1, Cancellation);
        Future cancel = single.CancelAsync();
        Assert.False(single.IsDone);
        _slow.SetResult();
        await cancel;

        Assert.True(single.IsCancelled);
        Assert.False(_instrument.IsOutputOn);
        Assert.Equal(["prepare", "trace 1", "release"], _instrument.Log);
    }

    [Fact]
    public async Task SingleAsync_StopIsStillReleasing_WaitsForIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        _instrument.Released = _slow.Task;
        await using IAsyncEnumerator<Trace<double>> stream = _instrument.ContinuousAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await stream.MoveNextAsync());

        _instrument.Stop();
        Future again = _instrument.StopAsync();
        Future<Trace<double>> single = _instrument.SingleAsync(1, Cancellation);
        Assert.False(again.IsDone);
        Assert.Equal(["prepare", "trace 1", "release"], _instrument.Log);
        _slow.SetResult();

        await again;
        Assert.Equal(2, (await single)[0]);
        Assert.Equal(["prepare", "trace 1", "release", "prepare", "trace 2", "release"], _instrument.Log);
    }

    [Fact]
    public async Task Stop_FromWithinASingleRun_CancelsIt()
    {
        _instrument.WhileAcquiring = () => _instrument.Stop();

        Future single = _instrument.SingleAsync(3, Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await single);
        Assert.False(_instrument.IsOutputOn);
        Assert.Equal(InstrumentState.Stopped, _instrument.State);
    }

    [Fact]
    public async Task Stop_FromWithinAStep_EndsTheStream()
    {
        _instrument.WhileAcquiring = () => _instrument.Stop();

        await foreach (Trace<double> average in _instrument.ContinuousAsync(Cancellation))
        {
            Assert.Fail("It was stopped before.");
        }

        Assert.False(_instrument.IsOutputOn);
    }

    [Fact]
    public async Task StopAsync_JoinedByTheRunItself_ThrowsDeadlockAndStopsAfterwards()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NestedInTheCaller);
        Future? stop = null;
        _instrument.WhileAcquiring = () =>
        {
            stop = _instrument.StopAsync();
            Assert.Throws<DeadlockException>(() => stop.Join());
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _instrument.SingleAsync(1, Cancellation));
        await stop!;
        Assert.False(_instrument.IsOutputOn);
    }

    [Fact]
    public async Task SingleAsync_FromWithinARunWithAsynchronyOff_SaysSo()
    {
        Assert.SkipUnless(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        Future? inner = null;
        _instrument.WhileAcquiring = () => inner ??= _instrument.SingleAsync(1, Cancellation);

        await _instrument.SingleAsync(1, Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await inner!);
    }

    [Fact]
    public async Task ContinuousAsync_ChangedAverages_AveragesOverThem()
    {
        List<double> averages = [];
        await foreach (Trace<double> average in _instrument.ContinuousAsync(Cancellation))
        {
            averages.Add(average[0]);
            if (averages.Count == 1)
            {
                await _instrument.Averages.SetAsync(2, Cancellation);
            }

            if (averages.Count == 3)
            {
                break;
            }
        }

        Assert.Equal([1, 2, 2.5], averages);
    }

    [Fact]
    public async Task SetAsync_WhilePreparing_PreparesAnew()
    {
        _instrument.WhilePreparing = () =>
        {
            _instrument.WhilePreparing = () => { };
            _instrument.Gain.Value = 10 * V;
        };
        await foreach (Trace<double> average in _instrument.ContinuousAsync(Cancellation))
        {
            Assert.Equal(20, average[0]);
            break;
        }

        Assert.Equal(["prepare", "trace 10", "release", "prepare", "trace 20", "release"], _instrument.Log);
    }

    [Fact]
    public async Task Cancel_WhilePaused_EndsIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        _instrument.IsFreeRunning = false;
        Future single = _instrument.SingleAsync(2, Cancellation);
        _instrument.Pause();

        await single.CancelAsync();

        Assert.Throws<InvalidOperationException>(_instrument.Resume);
        Assert.False(_instrument.IsOutputOn);
        Assert.Equal(InstrumentState.Stopped, _instrument.State);
    }

    [Fact]
    public async Task ContinuousAsync_Abandoned_NextRunSwitchesItOff()
    {
        IAsyncEnumerator<Trace<double>> stream = _instrument.ContinuousAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await stream.MoveNextAsync());

        await _instrument.SingleAsync(1, Cancellation);

        Assert.Equal(["prepare", "trace 1", "release", "prepare", "trace 2", "release"], _instrument.Log);
        Assert.False(await stream.MoveNextAsync());
    }

    [Fact]
    public async Task DisposeAsync_StopFails_DoesNotThrow()
    {
        await using IAsyncEnumerator<Trace<double>> stream = _instrument.ContinuousAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await stream.MoveNextAsync());
        _instrument.ReleaseFailure = new InvalidOperationException("stuck");

        await _instrument.DisposeAsync();
        await _instrument.DisposeAsync();

        Assert.Equal(["prepare", "trace 1", "release", "release"], _instrument.Log);
    }

    [Fact]
    public async Task SingleAsync_ManyThreadsAtOnce_OneAfterAnotherAndAllReleased()
    {
        Future[] runs = [.. Enumerable.Range(0, 32).Select(_ => Future.Run(() => _instrument.SingleAsync(2, Cancellation).Result))];
        int complete = 0;
        foreach (Future run in runs)
        {
            try
            {
                await run;
                complete++;
            }
            catch (OperationCanceledException)
            {
            }
        }

        Assert.True(complete > 0);
        Assert.False(_instrument.IsOutputOn);
        bool isPrepared = false;
        foreach (string entry in _instrument.Log)
        {
            Assert.Equal(entry != "prepare", isPrepared);
            isPrepared = entry != "release";
        }

        Assert.False(isPrepared);
    }

    [Fact]
    public async Task CancelAsync_Run_ReportsThatTheOutputsAreOff()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _instrument.IsFreeRunning = false;
        Future single = _instrument.SingleAsync(2, Cancellation);

        CancelReport report = await single.CancelAsync();

        Assert.StartsWith("counter: stopped, outputs off after ", Assert.Single(report.Devices).ToString(), StringComparison.Ordinal);
        Assert.False(_instrument.IsOutputOn);
    }

    [Fact]
    public async Task CancelAsync_StepOfAStream_SwitchesOffBeforeItIsDone()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _instrument.IsFreeRunning = false;
        await using IAsyncEnumerator<Trace<double>> stream = _instrument.ContinuousAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        ValueTask<bool> step = stream.MoveNextAsync();
        Future running = Future.Running.Last(future => future.Name == "counter: continuous");

        CancelReport report = await running.CancelAsync();

        Assert.Equal(StopOutcome.Stopped, Assert.Single(report.Devices).Outcome);
        Assert.False(_instrument.IsOutputOn);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await step);
        Assert.Equal(["prepare", "release"], _instrument.Log);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CancelAsync_ReleaseFails_IsReportedAndTheRunEndsCancelled(bool hangs)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _instrument.IsFreeRunning = false;
        _instrument.Patience = hangs ? TimeSpan.FromMilliseconds(20) : _instrument.Patience;
        _instrument.Released = hangs ? _slow.Task : Task.CompletedTask;
        _instrument.ReleaseFailure = new InvalidOperationException("stuck");
        Future single = _instrument.SingleAsync(2, Cancellation);

        CancelReport report = await single.CancelAsync();

        StopReport device = Assert.Single(report.Devices);
        Assert.Equal(hangs ? StopOutcome.Unconfirmed : StopOutcome.Failed, device.Outcome);
        Assert.False(report.AllAtRest);
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await single);
        Assert.Same(device.Exception, thrown.InnerException);
    }

    [Fact]
    public async Task CancelAsync_RunWaitingForItsTurn_TouchesNothing()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.LaterTextThrows);
        using (await Exclusive.AcquireAsync(_instrument))
        {
            Future single;
            using (ExecutionContext.SuppressFlow())
            {
                single = _instrument.SingleAsync(1, Cancellation);
            }

            Assert.Empty((await single.CancelAsync()).Devices);
        }

        Assert.Empty(_instrument.Log);
    }

    [Fact]
    public async Task CancelAsync_BetweenTwoSteps_ReportsThatTheOutputsAreOff()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var between = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Future procedure = Future.Start(
            async () =>
            {
                await foreach (Trace<double> average in _instrument.ContinuousAsync())
                {
                    between.TrySetResult();
                    await _slow.Task;
                }
            },
            Cancellation);
        await between.Task;

        Future<CancelReport> cancel = procedure.CancelAsync();
        _slow.SetResult();

        Assert.Equal(StopOutcome.Stopped, Assert.Single((await cancel).Devices).Outcome);
        Assert.True(procedure.IsCancelled);
        Assert.False(_instrument.IsOutputOn);
    }
}
