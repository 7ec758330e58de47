using Tutti.Conventions;
using Tutti.Exclusion;
using Tutti.Execution;
using Tutti.Testing;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Devices;

/// <summary>What becomes of a device when what it does is cancelled, and what is said of it; with asynchrony off a cancel comes too late.</summary>
public sealed class StopTests
{
    private readonly Stage _stage = new();
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task Never => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;

    [Fact]
    public async Task CancelAsync_SetInMotion_ReportsWhereItStands()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await _stage.Position.SetAsync(3 * mm, Cancellation);
        _stage.Answer = Never;
        Future procedure = Future.Start(async () => await _stage.Position.SetAsync(5 * mm), Cancellation);

        CancelReport report = await procedure.CancelAsync();

        StopReport device = Assert.Single(report.Devices);
        Assert.Equal(("stage", StopOutcome.Stopped, 3 * mm), (device.Device, device.Outcome, device.Value));
        Assert.Null(device.Exception);
        Assert.True(report.AllAtRest);
        Assert.Equal(2, report.FuturesReached);
        Assert.Empty(report.FailedFutures);
        Assert.StartsWith("stage: stopped at 3 mm after ", device.ToString(), StringComparison.Ordinal);
        Assert.Equal(3 * mm, _stage.Position.LastKnown);
        string[] lines = report.ToString().Split(Environment.NewLine);
        Assert.Matches(@"^all at rest after \d+\.\d\d s; 2 futures reached$", lines[0]);
        Assert.Equal($"  {device}", Assert.Single(lines[1..]));
    }

    [Fact]
    public async Task CancelAsync_ManyDigits_AreInTheReportButNotInItsText()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        await _stage.Position.SetAsync(1.23456 * mm, Cancellation);
        _stage.Answer = Never;

        CancelReport report = await _stage.Position.SetAsync(5 * mm, Cancellation).CancelAsync();

        StopReport device = Assert.Single(report.Devices);
        Assert.Equal(1.23456 * mm, device.Value);
        Assert.StartsWith("stage: stopped at 1.235 mm after ", device.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_StopThrows_IsReportedAndTheSetStillEndsCancelled()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var broken = new InvalidOperationException("the brake is broken");
        _stage.Answer = Never;
        _stage.Stopping = _ => throw broken;
        Future set = _stage.Position.SetAsync(5 * mm, Cancellation);

        CancelReport report = await set.CancelAsync();

        StopReport device = Assert.Single(report.Devices);
        Assert.Equal(StopOutcome.Failed, device.Outcome);
        Assert.Same(broken, device.Exception);
        Assert.False(report.AllAtRest);
        Assert.Contains("stage: STOP FAILED", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("the brake is broken", report.ToString(), StringComparison.Ordinal);
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await set);
        Assert.Contains("the brake is broken", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CancelAsync_StopHangs_IsUnconfirmedAtItsDeadline(bool heedsItsToken)
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = Never;
        _stage.Stopping = token => Never.WaitAsync(heedsItsToken ? token : CancellationToken.None);

        StopReport device = CancelASetInVirtualTime();

        Assert.Equal(StopOutcome.Unconfirmed, device.Outcome);
        Assert.IsType<TimeoutException>(device.Exception);
        Assert.InRange(device.Duration, _stage.Patience, _stage.Patience + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void CancelAsync_DeviceThatMovesOn_IsUnconfirmedWithWhereItWasSeenLast()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = Never;
        _stage.Drift = 2 * um;

        StopReport device = CancelASetInVirtualTime();

        Assert.Equal(StopOutcome.Unconfirmed, device.Outcome);
        Assert.NotNull(device.Value);
        Assert.Contains("last seen at", device.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelAsync_DeviceThatDriftsWithinItsTolerance_Stands()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = Never;
        _stage.Drift = 0.5 * um;
        Future set = _stage.Position.SetAsync(5 * mm, Cancellation);

        StopReport device = Assert.Single((await set.CancelAsync()).Devices);

        Assert.Equal(StopOutcome.Stopped, device.Outcome);
    }

    [Fact]
    public async Task CancelAsync_TwoMotionsOfOneDevice_StopsItOnce()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = Never;
        Future procedure = Future.Start(
            async () => await Future.All(_stage.Position.SetAsync(5 * mm), _stage.HomeAsync()), Cancellation);

        CancelReport report = await procedure.CancelAsync();

        Assert.Equal(["begin 5 mm", "home", "stop"], _stage.Log);
        Assert.Equal(StopOutcome.Stopped, Assert.Single(report.Devices).Outcome);
    }

    [Fact]
    public async Task CancelAsync_SetThatMovesNothing_SaysSo()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = Never;
        Future set = _stage.Key.SetAsync("x", Cancellation);

        CancelReport report = await set.CancelAsync();

        Assert.Equal("stage: not moving", Assert.Single(report.Devices).ToString());
        Assert.True(report.AllAtRest);
        Assert.Empty(_stage.Log);
    }

    [Fact]
    public async Task CancelAsync_SetThatHadNotItsTurn_TouchesNothing()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        Future set;
        using (await Exclusive.AcquireAsync(_stage))
        {
            using (ExecutionContext.SuppressFlow())
            {
                set = _stage.Position.SetAsync(5 * mm, Cancellation);
            }

            CancelReport report = await set.CancelAsync();

            Assert.Empty(report.Devices);
            Assert.True(report.AllAtRest);
        }

        Assert.Empty(_stage.Log);
    }

    [Fact]
    public async Task Cancel_WriteThatIgnoresIt_StopsAtOnceAndAgainAfterwards()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Answer = _answer.Task;
        _stage.IgnoresCancel = true;
        _stage.Stopping = _ =>
        {
            stopped.TrySetResult();
            return Task.CompletedTask;
        };
        Future set = _stage.Position.SetAsync(5 * mm, Cancellation);

        Future<CancelReport> cancel = set.CancelAsync();
        await stopped.Task.WaitAsync(Cancellation);
        Assert.False(set.IsDone);
        _answer.SetResult();
        CancelReport report = await cancel;

        Assert.True(set.IsCancelled);
        Assert.Equal(["begin 5 mm", "stop", "end 5 mm", "stop"], _stage.Log);
        Assert.Equal(5 * mm, Assert.Single(report.Devices).Value);
    }

    [Fact]
    public async Task CancelAsync_WriteThatNeverReturns_IsGivenUpAndTheDeviceCanBeUsedAgain()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = Never;
        _stage.IgnoresCancel = true;

        StopReport device = CancelASetInVirtualTime();

        Assert.Equal((StopOutcome.Unconfirmed, 0 * mm), (device.Outcome, device.Value));
        Assert.Contains("given up", device.Exception!.Message, StringComparison.Ordinal);
        _stage.Answer = Task.CompletedTask;
        await _stage.Position.SetAsync(1 * mm, Cancellation);
        Assert.Equal(1 * mm, _stage.Position.LastKnown);
    }

    [Fact]
    public async Task CancelAsync_WriteThatFailsAtTheCancel_StopsAndFails()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.CancelComesTooLate);
        _stage.Answer = _answer.Task;
        Future set = _stage.HomeAsync();
        using CancellationTokenRegistration fail = set.Token.Register(() => _answer.TrySetException(new IOException("the link broke")));

        CancelReport report = await set.CancelAsync();

        Assert.Contains("stop", _stage.Log);
        Assert.Equal(StopOutcome.Stopped, Assert.Single(report.Devices).Outcome);
        if (set.Exception is not null)
        {
            Assert.Same(set, Assert.Single(report.FailedFutures));
            Assert.Contains("stage: home: failed: the link broke", report.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task StopAsync_WhileItMoves_CancelsWhatMovesIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        _stage.Answer = Never;
        Future set = _stage.Position.SetAsync(5 * mm, Cancellation);

        await _stage.StopAsync();

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await set);
        Assert.Contains("was stopped", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["begin 5 mm", "stop"], _stage.Log);
    }

    [Fact]
    public async Task StopAsync_Fails_ThrowsWhatTheDriverThrew()
    {
        var broken = new InvalidOperationException("the brake is broken");
        _stage.Stopping = _ => throw broken;

        Assert.Same(broken, await Assert.ThrowsAsync<InvalidOperationException>(async () => await _stage.StopAsync()));
    }

    [Fact]
    public async Task EmergencyStopAsync_PartsThatFailOrHang_KeepNoOtherWaitingAndAreNamed()
    {
        await using var hangs = new Stage("hangs") { Stopping = _ => Never, Patience = TimeSpan.FromMilliseconds(20) };
        await using var fails = new Stage("fails") { Stopping = _ => throw new InvalidOperationException("broken") };
        await using var works = new Stage("works");
        _stage.With(hangs).With(fails).With(works);

        CancelReport report = await _stage.EmergencyStopAsync();

        Assert.Equal(
            [("stage", StopOutcome.Stopped), ("hangs", StopOutcome.Unconfirmed), ("fails", StopOutcome.Failed), ("works", StopOutcome.Stopped)],
            report.Devices.Select(device => (device.Device, device.Outcome)));
        Assert.StartsWith("NOT ALL AT REST", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmergencyStopAsync_WhileItMoves_CancelsWhatMovesIt()
    {
        Assert.SkipWhen(Asynchrony.IsDisabled, Differences.NothingIsPending);
        _stage.Answer = Never;
        Future set = _stage.Position.SetAsync(5 * mm, Cancellation);

        CancelReport report = await _stage.EmergencyStopAsync();

        Assert.Equal((1, true), (report.FuturesReached, report.AllAtRest));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await set);
        Assert.Equal(["begin 5 mm", "stop"], _stage.Log);
    }

    [Fact]
    public async Task EmergencyStopAsync_HeldByAnother_DoesNotWait()
    {
        using (await Exclusive.AcquireAsync(_stage))
        {
            Future<CancelReport> stop;
            using (ExecutionContext.SuppressFlow())
            {
                stop = _stage.EmergencyStopAsync();
            }

            Assert.True((await stop).AllAtRest);
        }

        Assert.Equal(["stop"], _stage.Log);
    }

    [Fact]
    public async Task CommandAsync_Done_EndsAsTheCommandDoes()
    {
        await _stage.HomeAsync();
        _stage.Answer = Task.FromException(new FormatException("x"));
        await Assert.ThrowsAsync<FormatException>(async () => await _stage.HomeAsync());

        Assert.Equal(["home", "home"], _stage.Log);
    }

    /// <summary>Cancels a set of the stage that never ends by itself, in virtual time: the deadline of the stop does not depend on the machine.</summary>
    private StopReport CancelASetInVirtualTime() => Virtual.Run(async () =>
    {
        Future set = _stage.Position.SetAsync(5 * mm, Cancellation);
        await Clock.Delay(TimeSpan.FromMilliseconds(1), Cancellation);
        CancelReport report = await set.CancelAsync();
        Assert.True(set.IsCancelled);
        return Assert.Single(report.Devices);
    });
}
