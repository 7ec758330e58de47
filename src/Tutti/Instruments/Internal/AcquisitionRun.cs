using Tutti.Execution;
using Tutti.Signals;

namespace Tutti.Instruments.Internal;

/// <summary>Is one run of an instrument, single or continuous, from its start until it was stopped or is complete.</summary>
/// <typeparam name="TTrace">The type of the traces.</typeparam>
internal sealed class AcquisitionRun<TTrace>(bool isSingle, int averages)
    where TTrace : class, IAverageable<TTrace>
{
    private volatile bool _isStopped;
    private volatile int _settings;
    private volatile Future? _active;
    private volatile Future? _resumed;

    public bool IsSingle { get; } = isSingle;

    public TraceAverager<TTrace> Averager { get; private set; } = new(averages);

    /// <summary>Gets or sets the run before, until it is at rest.</summary>
    public AcquisitionRun<TTrace>? Previous { get; set; }

    /// <summary>Gets or sets the thread that takes traces, if asynchrony is off: on it nobody can wait for the run.</summary>
    public int ThreadId { get; set; }

    /// <summary>Gets or sets the future that takes traces for the run right now.</summary>
    public Future? Active
    {
        get => _active;
        set => _active = value;
    }

    /// <summary>Gets or sets the future that ends when a paused run is resumed; <see langword="null"/> if it is not paused.</summary>
    public Future? Resumed
    {
        get => _resumed;
        set => _resumed = value;
    }

    /// <summary>Gets or sets a value indicating whether it had its turn on the instrument.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Gets or sets a value indicating whether the hardware is set up for the run, with its outputs on.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>Gets or sets what ends as the release of the hardware does; <see langword="null"/> before it begins.</summary>
    public Future? Released { get; set; }

    /// <summary>Gets or sets a value indicating whether the outputs may be on still, since the release failed.</summary>
    public bool HasReleaseFailed { get; set; }

    /// <summary>Gets or sets the value that <see cref="Settings"/> had when the hardware was set up.</summary>
    public int PreparedSettings { get; set; }

    public bool IsStopped => _isStopped;

    /// <summary>Gets how often a setting has changed during the run.</summary>
    public int Settings => _settings;

    public InstrumentState State => (IsSingle, Resumed is not null) switch
    {
        (true, false) => InstrumentState.RunningSingle,
        (true, true) => InstrumentState.PausedSingle,
        (false, false) => InstrumentState.RunningContinuous,
        (false, true) => InstrumentState.PausedContinuous,
    };

    /// <summary>Begins the average from zero.</summary>
    public void Restart(int averages) => Averager = new TraceAverager<TTrace>(averages);

    public void Stop() => _isStopped = true;

    public void NoteSetting() => Interlocked.Increment(ref _settings);
}
