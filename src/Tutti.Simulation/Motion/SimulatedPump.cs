using Tutti.Devices;
using Tutti.Execution;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.Motion;

/// <summary>Is a pump that moves a volume in the time of the calling flow's clock.</summary>
/// <remarks>Thread safe.</remarks>
public sealed class SimulatedPump : Pump
{
    private readonly Lock _lock = new();
    private double _flowRate;
    private double _volume;
    private long _since = Clock.Current.GetTimestamp();

    /// <summary>Initializes a new pump that stands.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    public SimulatedPump(string name)
        : base(name)
    {
        FlowRate = AddQuantity(
            "flow_rate",
            mm3 / s,
            "Volume moved per time.",
            write: (value, _) =>
            {
                Change(value.In(mm3 / s));
                return ValueTask.CompletedTask;
            },
            limits: new(0 * mm3 / s, 40 * mm3 / s),
            readNow: () => _flowRate * mm3 / s);
        Volume = AddQuantity("volume", mm3, "Volume moved so far.", readNow: () => Moved() * mm3);
    }

    /// <summary>Gets the volume that it moves per time, from 0 to 40 mm3/s.</summary>
    public override QuantityParameter FlowRate { get; }

    /// <summary>Gets the volume that it has moved so far; read-only.</summary>
    public QuantityParameter Volume { get; }

    /// <inheritdoc/>
    protected override ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        Change(0);
        return ValueTask.CompletedTask;
    }

    private void Change(double flowRate)
    {
        lock (_lock)
        {
            _volume = Moved();
            _since = Clock.Current.GetTimestamp();
            _flowRate = flowRate;
        }
    }

    private double Moved()
    {
        lock (_lock)
        {
            return _volume + (_flowRate * Clock.Current.GetElapsedTime(_since).TotalSeconds);
        }
    }
}
