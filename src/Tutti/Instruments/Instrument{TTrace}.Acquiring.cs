using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Instruments.Internal;

namespace Tutti.Instruments;

/// <content>The runs.</content>
public abstract partial class Instrument<TTrace>
{
    /// <summary>Takes traces and averages them point by point.</summary>
    /// <param name="averages">How many; by default <see cref="Averages"/>.</param>
    /// <param name="cancellationToken">Cancels the run; the outputs are off before the future ends.</param>
    /// <returns>A future of the mean; its progress is n of N.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="averages"/> is less than 1.</exception>
    /// <remarks>An earlier run is cancelled, and at rest, before the first trace is taken.</remarks>
    public Future<TTrace> SingleAsync(int? averages = null, CancellationToken cancellationToken = default)
    {
        int count = averages ?? Averages.LastKnown;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(averages));
        var run = new AcquisitionRun<TTrace>(isSingle: true, count);
        return Future.Start(token => RunSingleAsync(run, token), cancellationToken, $"{Name}: single");
    }

    /// <summary>Takes traces until the enumeration ends or the run is stopped.</summary>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>
    /// A stream: each step takes one trace and yields the moving average, in which a new trace has the weight 1/min(n,
    /// <see cref="Averages"/>). It ends when the run is stopped; the outputs are off when it has ended.
    /// </returns>
    public async IAsyncEnumerable<TTrace> ContinuousAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var run = new AcquisitionRun<TTrace>(isSingle: false, Averages.LastKnown);
        try
        {
            bool isFirst = true;
            while (isFirst || !run.IsStopped)
            {
                bool begins = isFirst;
                Future<TTrace> step = Future.Start(token => StepAsync(run, begins, token), cancellationToken, $"{Name}: continuous");
                isFirst = false;
                TTrace average;
                try
                {
                    average = await step.ConfigureAwait(EventLoop.IsCurrent);
                }
                catch (OperationCanceledException) when (run.IsStopped && !cancellationToken.IsCancellationRequested)
                {
                    yield break;
                }

                yield return average;
            }
        }
        finally
        {
            run.Stop();
            if (run.IsPrepared && Flow.Current?.Owner is { IsCancelRequested: true })
            {
                await EndCancelledAsync(run).ConfigureAwait(EventLoop.IsCurrent); // It was cancelled between two steps.
            }

            await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    /// <summary>Takes traces in the background until the run is stopped; <see cref="Latest"/> shows the moving average.</summary>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>A future that ends, cancelled, when the run is stopped.</returns>
    /// <exception cref="InvalidOperationException">Asynchrony is off: it would never return.</exception>
    public Future StartContinuous(CancellationToken cancellationToken = default)
    {
        if (Asynchrony.IsDisabled)
        {
            throw new InvalidOperationException(
                $"With asynchrony off, a continuous run of '{Name}' in the background would never return: enumerate "
                + $"{nameof(ContinuousAsync)} instead.");
        }

        var run = new AcquisitionRun<TTrace>(isSingle: false, Averages.LastKnown);
        return Future.Start(token => RunContinuousAsync(run, token), cancellationToken, $"{Name}: continuous");
    }

    private Task<TTrace> RunSingleAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken) =>
        RunAsync(run, async () =>
        {
            TTrace average;
            do
            {
                average = await TakeTraceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
            while (run.Averager.Count < run.Averager.Averages);
            return average;
        }, cancellationToken);

    private Task<TTrace> RunContinuousAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken) =>
        RunAsync<TTrace>(run, async () =>
        {
            while (true)
            {
                await TakeTraceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
        }, cancellationToken);

    /// <summary>Begins a run, takes its traces and ends it, complete or not.</summary>
    private async Task<T> RunAsync<T>(AcquisitionRun<TTrace> run, Func<Task<T>> takeTraces, CancellationToken cancellationToken)
    {
        try
        {
            await BeginRunAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            return await takeTraces().ConfigureAwait(EventLoop.IsCurrent);
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            run.Stop();
            await ReleaseAfterAsync(run).ConfigureAwait(EventLoop.IsCurrent);
            throw;
        }
        catch (OperationCanceledException)
        {
            run.Stop();
            await EndCancelledAsync(run).ConfigureAwait(EventLoop.IsCurrent);
            throw;
        }
        finally
        {
            run.Stop();
            await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task<TTrace> StepAsync(AcquisitionRun<TTrace> run, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            if (isFirst)
            {
                await BeginRunAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
            else
            {
                Activate(run);
            }

            return await TakeTraceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            run.Stop();
            await ReleaseAfterAsync(run).ConfigureAwait(EventLoop.IsCurrent);
            throw;
        }
        catch (OperationCanceledException)
        {
            await EndCancelledAsync(run).ConfigureAwait(EventLoop.IsCurrent);
            throw;
        }
        finally
        {
            run.Active = null;
        }
    }

    /// <summary>Makes the calling future the one that takes traces for the run; whoever stops the run finds it, or it finds the stop.</summary>
    private void Activate(AcquisitionRun<TTrace> run)
    {
        lock (_lock)
        {
            if (run.IsStopped)
            {
                throw Future.NewCanceled($"The run of '{Name}' was stopped.", cause: null, Flow.CurrentToken);
            }

            run.Active = Flow.Current!.Owner;
            run.ThreadId = Environment.CurrentManagedThreadId;
        }
    }

    /// <summary>Makes a run the current one; the one before is cancelled and at rest when this returns.</summary>
    private async Task BeginRunAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        Activate(run);

        // Whoever holds the instrument exclusively is not disturbed: neither is its run cancelled, nor this one by it.
        using IDisposable operation = await BeginOperationAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        run.IsBegun = true;
        AcquisitionRun<TTrace>? previous;
        lock (_lock)
        {
            previous = _run;
            if (IsBeneath(previous))
            {
                throw new InvalidOperationException(
                    $"With asynchrony off, a run of '{Name}' cannot be started from within another, which only ends later.");
            }

            run.Previous = previous;
            _run = run;
        }

        if (previous is not null)
        {
            using (Future.Shield(StopDeadline))
            {
                await EndInTimeAsync(previous, "another run was started", Flow.CurrentToken).ConfigureAwait(EventLoop.IsCurrent);
            }

            run.Previous = null;
        }

        Volatile.Write(ref _completedAverages, 0);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Takes one trace, once the run is not paused and nobody else holds the instrument, and averages it.</summary>
    private async Task<TTrace> TakeTraceAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitWhilePausedAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            using IDisposable operation = await BeginOperationAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await PrepareIfNeededAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            TTrace trace = await AcquireTraceAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            if (run.PreparedSettings != run.Settings)
            {
                continue; // A setting was changed meanwhile: take another with it.
            }

            TTrace average = run.Averager.Add(trace);
            Volatile.Write(ref _latest, average);
            Volatile.Write(ref _completedAverages, run.Averager.Count);
            if (run is { IsSingle: true, Active: { } active })
            {
                ReportProgress(run, active, 0);
            }

            return average;
        }
    }

    /// <summary>Prepares the hardware unless it is; after a change of a setting it does so anew, and the average begins from zero.</summary>
    private async Task PrepareIfNeededAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        int settings = run.Settings;
        if (run.PreparedSettings != settings)
        {
            run.Restart(run.IsSingle ? run.Averager.Averages : Averages.LastKnown);
            await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        }

        if (!run.IsPrepared)
        {
            run.PreparedSettings = settings;
            run.Released = null;
            run.IsPrepared = true;
            await PrepareAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task WaitWhilePausedAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        while (run.Resumed is { } resumed)
        {
            await ReleaseOnceAsync(run).ConfigureAwait(EventLoop.IsCurrent);
            await SignalWait.For(resumed, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

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
