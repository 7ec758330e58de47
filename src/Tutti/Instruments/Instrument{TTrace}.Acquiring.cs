using System.Runtime.CompilerServices;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Instruments.Internal;

namespace Tutti.Instruments;

/// <content>Runs: how they begin, and take traces.</content>
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
}
