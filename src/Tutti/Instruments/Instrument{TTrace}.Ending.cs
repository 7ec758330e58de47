using System.Diagnostics.CodeAnalysis;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Instruments.Internal;

namespace Tutti.Instruments;

/// <content>Runs: how they end, with the hardware at rest.</content>
public abstract partial class Instrument<TTrace>
{
    /// <summary>Tells whether a run is at work beneath the caller on the same thread, so that to wait for it would never end.</summary>
    private static bool IsBeneath([NotNullWhen(true)] AcquisitionRun<TTrace>? run) =>
        Asynchrony.IsDisabled && run is { Active.IsDone: false } && run.ThreadId == Environment.CurrentManagedThreadId;

    /// <summary>Ends a run that is at work beneath the caller: it ends itself when it is called next.</summary>
    private static bool TryEndBeneath(AcquisitionRun<TTrace> run)
    {
        if (!IsBeneath(run))
        {
            return false;
        }

        run.Stop();
        run.Active?.Cancel(WasStopped);
        return true;
    }

    private async Task EndInTimeAsync(AcquisitionRun<TTrace> run, string reason, CancellationToken deadline)
    {
        try
        {
            await EndRunAsync(run, reason, deadline).ConfigureAwait(EventLoop.IsCurrent);
        }
        catch (OperationCanceledException ex) when (deadline.IsCancellationRequested)
        {
            throw TooLate("The run before this one", ex);
        }
    }

    /// <summary>Stops a run from outside: its future is cancelled, and the outputs are off when this returns.</summary>
    private async Task EndRunAsync(AcquisitionRun<TTrace> run, string reason, CancellationToken deadline)
    {
        Future? active;
        lock (_lock)
        {
            run.Stop();
            active = run.Active;
        }

        if (active is not null)
        {
            await SignalWait.For(active.CancelAsync(reason), deadline).ConfigureAwait(EventLoop.IsCurrent);
        }

        await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        if (run.Previous is { } previous)
        {
            await EndRunAsync(previous, reason, deadline).ConfigureAwait(EventLoop.IsCurrent); // It gave up waiting for that.
        }
    }

    /// <summary>Ends a run whose future was cancelled: the outputs are off when this returns, or it is reported and logged that they may not be.</summary>
    private async Task EndCancelledAsync(AcquisitionRun<TTrace> run)
    {
        bool wasPrepared = run.IsPrepared || run.Released is not null;
        TimeProvider clock = Clock.Current;
        long start = clock.GetTimestamp();
        Exception? failure = null;
        try
        {
            await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
            run.Released?.ThrowIfNotSuccessful();
        }
#pragma warning disable CA1031 // It is reported, logged and kept in what is thrown.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            failure = ex;
        }

        if (!run.IsBegun)
        {
            return; // It had not come to its turn: it has touched nothing.
        }

        StopOutcome outcome = failure is TimeoutException ? StopOutcome.Unconfirmed
            : failure is not null ? StopOutcome.Failed
            : wasPrepared ? StopOutcome.Stopped
            : StopOutcome.NotMoving;
        string? value = outcome == StopOutcome.Stopped ? "outputs off" : null;
        Flow.Current!.Owner!.NoteStop(new StopReport(this, outcome, value, clock.GetElapsedTime(start), failure));
        if (failure is not null)
        {
            Log.DeviceNotAtRest(failure, Name);
        }
    }

    /// <summary>Releases the hardware after something failed: what failed first is what the caller hears of.</summary>
    private async Task ReleaseAfterAsync(AcquisitionRun<TTrace> run)
    {
        try
        {
            await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        }
#pragma warning disable CA1031 // The failure before it is about to be thrown again.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(ex, $"the release of '{Name}' after a run that failed");
        }
    }

    /// <summary>Releases the hardware if it is prepared, shielded from cancels; whoever comes while that goes on waits for it.</summary>
    private async Task ReleaseOnceAsync(AcquisitionRun<TTrace> run)
    {
        Future? released;
        bool isMine;
        lock (_lock)
        {
            isMine = run.IsPrepared;
            run.IsPrepared = false;
            released = isMine ? run.Released = new Future($"{Name} released") : run.Released;
        }

        using (Future.Shield(StopDeadline))
        {
            if (!isMine)
            {
                await SignalWait.For(released ?? Future.Completed, Flow.CurrentToken).ConfigureAwait(EventLoop.IsCurrent);
                return;
            }

            try
            {
                await ReleaseInTimeAsync(Flow.CurrentToken).ConfigureAwait(EventLoop.IsCurrent);
                released!.End();
            }
            catch (Exception ex)
            {
                run.HasReleaseFailed = true;
                released!.EndWith(ex);
                _ = released.Exception; // The caller hears of it.
                throw;
            }
        }
    }

    private async Task ReleaseInTimeAsync(CancellationToken deadline)
    {
        try
        {
            await ReleaseAsync(deadline).ConfigureAwait(EventLoop.IsCurrent);
        }
        catch (OperationCanceledException ex) when (deadline.IsCancellationRequested)
        {
            throw TooLate("The release", ex);
        }
    }

    private TimeoutException TooLate(string what, Exception innerException) =>
        new(FormattableString.Invariant($"{what} of instrument '{Name}' did not end within {StopDeadline.TotalSeconds} s."), innerException);
}
