using System.Threading.Channels;
using Tutti.Devices;
using Tutti.Instruments;
using Tutti.Signals;
using static Tutti.Quantities.Units;

namespace Tutti.Tests.Instruments;

/// <summary>An instrument for tests, whose n-th trace is the number n; unless it is free-running a trace is taken by <see cref="Release"/>.</summary>
internal sealed class CountingInstrument : Instrument<Trace<double>>
{
    private readonly Channel<bool> _releases = Channel.CreateUnbounded<bool>();
    private int _count;

    public CountingInstrument(bool isFreeRunning = true)
        : base("counter")
    {
        IsFreeRunning = isFreeRunning;
        Gain = AddSetting("gain", 1 * V, "What a trace is multiplied by.", new Limits(0 * V, 10 * V));
    }

    public QuantityParameter Gain { get; }

    public bool IsFreeRunning { get; set; }

    public bool IsOutputOn { get; private set; }

    public List<string> Log { get; } = [];

    public Exception? Failure { get; set; }

    public Exception? ReleaseFailure { get; set; }

    /// <summary>Gets or sets what a release waits for.</summary>
    public Task Released { get; set; } = Task.CompletedTask;

    /// <summary>Gets or sets what is called while the hardware is prepared.</summary>
    public Action WhilePreparing { get; set; } = () => { };

    /// <summary>Gets or sets what is called while a trace is taken.</summary>
    public Action WhileAcquiring { get; set; } = () => { };

    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    protected override TimeSpan StopDeadline => Patience;

    public void Release() => _releases.Writer.TryWrite(true);

    protected override ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        IsOutputOn = true;
        Log.Add("prepare");
        WhilePreparing();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<Trace<double>> AcquireTraceAsync(CancellationToken cancellationToken)
    {
        if (!IsFreeRunning)
        {
            await _releases.Reader.ReadAsync(cancellationToken);
        }

        await Task.Yield();
        WhileAcquiring();
        if (Failure is { } failure)
        {
            throw failure;
        }

        double value = ++_count * Gain.LastKnown.Value;
        Log.Add(FormattableString.Invariant($"trace {value}"));
        return new Trace<double>(Axis.Uniform("time", 0 * s, 1 * s, 1), new[] { value }, V);
    }

    protected override async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        Log.Add("release");
        cancellationToken.ThrowIfCancellationRequested();
        await Released.WaitAsync(cancellationToken);
        IsOutputOn = false;
        if (ReleaseFailure is { } failure)
        {
            throw failure;
        }
    }
}
