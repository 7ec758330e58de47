using Tutti.Timing;

namespace Tutti.Cli.Waiting;

/// <summary>Adds up what time, processor time and jobs some stretches of work took.</summary>
internal sealed class Meter
{
    private readonly SineLoad? _load;
    private long _start;
    private TimeSpan _processorBefore;
    private long _jobsBefore;
    private TimeSpan _time;
    private TimeSpan _processor;
    private long _jobs;

    /// <summary>Initializes the meter.</summary>
    /// <param name="load">What does the jobs, if anything.</param>
    public Meter(SineLoad? load) => _load = load;

    /// <summary>Gets the processor time over the time: 1 is one processor.</summary>
    public double ProcessorShare => _processor / _time;

    /// <summary>Gets how many jobs were done per second; not a number without a load.</summary>
    public double JobsPerSecond => _load is null ? double.NaN : _jobs / _time.TotalSeconds;

    /// <summary>Begins a stretch.</summary>
    public void Begin()
    {
        _jobsBefore = _load?.Count ?? 0;
        _processorBefore = Environment.CpuUsage.TotalTime;
        _start = PreciseClock.Instance.GetTimestamp();
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        _time += PreciseClock.Instance.GetElapsedTime(_start);
        _processor += Environment.CpuUsage.TotalTime - _processorBefore;
        _jobs += (_load?.Count ?? 0) - _jobsBefore;
    }
}
