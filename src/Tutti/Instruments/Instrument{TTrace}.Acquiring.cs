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
            await EndRunShieldedAsync(run).ConfigureAwait(EventLoop.IsCurrent);
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

    private async Task<TTrace> RunSingleAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        try
        {
            await BeginRunAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            TTrace average;
            do
            {
                average = await TakeTraceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
            while (run.Averager.Count < run.Averages);
            return average;
        }
        finally
        {
            await FinishAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task RunContinuousAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        try
        {
            await BeginRunAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            while (true)
            {
                await TakeTraceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            }
        }
        finally
        {
            await FinishAsync(run).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task<TTrace> StepAsync(AcquisitionRun<TTrace> run, bool isFirst, CancellationToken cancellationToken)
    {
        if (isFirst)
        {
            await BeginRunAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
        else
        {
            run.Active = Flow.Current!.Owner;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await TakeTraceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
        finally
        {
            run.Active = null;
        }
    }

    /// <summary>Makes a run the current one; the one before is cancelled and at rest when this returns.</summary>
    private async Task BeginRunAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        run.Active = Flow.Current!.Owner;
        AcquisitionRun<TTrace>? previous;
        lock (_lock)
        {
            previous = _run;
            _run = run;
        }

        if (previous is not null)
        {
            await EndRunAsync(previous, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
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
            run.Averager.Reset();
            await ReleaseOnceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }

        if (!run.IsPrepared)
        {
            run.PreparedSettings = settings;
            run.IsPrepared = true;
            await PrepareAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task WaitWhilePausedAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        while (run.Resumed is { } resumed)
        {
            await ReleaseOnceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            await SignalWait.For(resumed, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    /// <summary>Stops a run from outside: its future is cancelled, and the outputs are off when this returns.</summary>
    private async Task EndRunAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        run.Stop();
        if (run.Active is { } active && !ReferenceEquals(active, Flow.Current?.Owner))
        {
            await active.CancelAsync().ConfigureAwait(EventLoop.IsCurrent);
        }

        await ReleaseOnceAsync(run, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <summary>Ends a run from within, complete or not.</summary>
    private async Task FinishAsync(AcquisitionRun<TTrace> run)
    {
        run.Stop();
        using (Future.Shield(StopDeadline))
        {
            await ReleaseOnceAsync(run, Flow.CurrentToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task EndRunShieldedAsync(AcquisitionRun<TTrace> run)
    {
        using (Future.Shield(StopDeadline))
        {
            await EndRunAsync(run, Flow.CurrentToken).ConfigureAwait(EventLoop.IsCurrent);
        }
    }

    private async Task ReleaseOnceAsync(AcquisitionRun<TTrace> run, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!run.IsPrepared)
            {
                return;
            }

            run.IsPrepared = false;
        }

        await ReleaseAsync(cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }
}
