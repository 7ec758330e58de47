using Tutti.Devices;
using Tutti.Execution;
using Tutti.Execution.Internal;
using Tutti.Instruments.Internal;
using Tutti.Signals;

namespace Tutti.Instruments;

/// <summary>Is a device that acquires traces.</summary>
/// <typeparam name="TTrace">The type of its traces.</typeparam>
/// <remarks>
/// <para>
/// It does one run at a time; to start another stops the one before. A change of a setting restarts a continuous run from zero and stops a
/// single one. Each trace is an operation on the device: while somebody else holds it exclusively, the next trace waits.
/// </para>
/// <para>A driver says how to prepare the hardware, how to take one trace and how to release the hardware. Thread safe.</para>
/// </remarks>
public abstract partial class Instrument<TTrace> : Device
    where TTrace : class, IAverageable<TTrace>
{
    private const string WasStopped = "it was stopped";

    private readonly Lock _lock = new();
    private AcquisitionRun<TTrace>? _run;
    private TTrace? _latest;
    private int _completedAverages;

    /// <summary>Initializes a new instrument.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    protected Instrument(string name)
        : base(name)
    {
        Averages = AddCount("averages", 1, "How many traces are averaged.", 1, 1_000_000);
    }

    /// <summary>Gets how many traces a single run averages if it is not told, and how far back a continuous one does.</summary>
    /// <value>By default 1; from 1 to 1,000,000.</value>
    public Parameter<int> Averages { get; }

    /// <summary>Gets what it is doing.</summary>
    public InstrumentState State
    {
        get
        {
            lock (_lock)
            {
                return _run is { IsStopped: false } run ? run.State : InstrumentState.Stopped;
            }
        }
    }

    /// <summary>Gets how many traces the run, or else the last one, has averaged so far.</summary>
    public int CompletedAverages => Volatile.Read(ref _completedAverages);

    /// <summary>Gets the newest average; <see langword="null"/> before the first.</summary>
    public TTrace? Latest => Volatile.Read(ref _latest);

    /// <summary>Pauses the run at the next trace: its outputs are off, what was averaged is kept, the same future completes later.</summary>
    /// <exception cref="InvalidOperationException">
    /// There is no run, or asynchrony is off: only later program text could resume it.
    /// </exception>
    public void Pause()
    {
        lock (_lock)
        {
            if (Asynchrony.IsDisabled)
            {
                throw new InvalidOperationException(
                    $"Instrument '{Name}' cannot be paused with asynchrony off: only later program text could resume it.");
            }

            AcquisitionRun<TTrace> run = _run is { IsStopped: false } current
                ? current
                : throw new InvalidOperationException($"Instrument '{Name}' is stopped: there is nothing to pause.");
            run.Resumed ??= new Future($"{Name} resumed");
        }
    }

    /// <summary>Lets a paused run go on.</summary>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    public void Resume()
    {
        Future? resumed;
        lock (_lock)
        {
            resumed = _run is { IsStopped: false } run ? run.Resumed : null;
            if (resumed is null)
            {
                throw new InvalidOperationException($"Instrument '{Name}' is not paused.");
            }

            _run!.Resumed = null;
        }

        resumed.End();
    }

    /// <summary>Ends the run and cancels its future, and switches the outputs off; does nothing if there is none.</summary>
    /// <remarks>
    /// It does not wait; <see cref="Device.StopAsync"/> does. With asynchrony off and called from within the run itself, it ends the run
    /// when its trace is complete.
    /// </remarks>
    public void Stop()
    {
        Future stopped = StopAsync();
        _ = stopped; // Whether it fails is reported as a failure that nobody looked at.
    }

    /// <summary>Sets the hardware up for a run with the settings as they are now, and switches its outputs on.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>A task that is done when the first trace can be taken.</returns>
    protected abstract ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Takes one trace; the hardware is prepared.</summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The trace.</returns>
    protected abstract ValueTask<TTrace> AcquireTraceAsync(CancellationToken cancellationToken);

    /// <summary>Releases the hardware after a run, or while it is paused: outputs off. Called once for each preparation, also a failed one.</summary>
    /// <param name="cancellationToken">The deadline.</param>
    /// <returns>A task that is done when the outputs are off.</returns>
    protected abstract ValueTask ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>Reports how much of the trace that is being taken is complete.</summary>
    /// <param name="fraction">The part, from 0 to 1.</param>
    protected void ReportTraceProgress(double fraction)
    {
        AcquisitionRun<TTrace>? run = _run;
        if (run is { IsSingle: true, Active: { } active })
        {
            ReportProgress(run, active, fraction);
        }
    }

    /// <inheritdoc/>
    protected override void OnSet(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        Future? single = null;
        lock (_lock)
        {
            _run?.NoteSetting();
            if (_run is { IsSingle: true, IsStopped: false } run)
            {
                run.Stop();
                single = run.Active;
            }
        }

        single?.Cancel($"{parameter.FullName} was changed");
    }

    /// <inheritdoc/>
    protected override async ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        AcquisitionRun<TTrace>? run;
        lock (_lock)
        {
            run = _run;
            if (run is { HasReleaseFailed: true })
            {
                run.HasReleaseFailed = false;
                run.IsPrepared = true; // The outputs may still be on: try again. A next run does so at its own end.
            }
        }

        if (run is not null && !TryEndBeneath(run))
        {
            await EndRunAsync(run, WasStopped, cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
            run.Released?.ThrowIfNotSuccessful();
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        try
        {
            await StopAsync().ConfigureAwait(EventLoop.IsCurrent);
        }
#pragma warning disable CA1031 // To dispose never throws, and goes on with the rest.
        catch (Exception ex)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(ex, $"the stop of '{Name}' when it was disposed of");
        }

        await base.DisposeCoreAsync().ConfigureAwait(EventLoop.IsCurrent);
    }

    private static void ReportProgress(AcquisitionRun<TTrace> run, Future future, double fractionOfTrace)
    {
        int done = run.Averager.Count;
        double fraction = Math.Clamp((done + fractionOfTrace) / run.Averager.Averages, 0, 1);
        future.SetProgress(fraction, FormattableString.Invariant($"{done} of {run.Averager.Averages}"));
    }
}
