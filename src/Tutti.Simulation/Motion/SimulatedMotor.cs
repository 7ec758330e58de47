using Tutti.Devices;
using Tutti.Execution;
using Tutti.Quantities;
using static Tutti.Quantities.Units;

namespace Tutti.Simulation.Motion;

/// <summary>Is a motor that moves at a constant velocity, in the time of the calling flow's clock.</summary>
/// <remarks>Thread safe.</remarks>
public sealed class SimulatedMotor : Motor
{
    private readonly Lock _lock = new();
    private Motion _motion;

    /// <summary>Initializes a new motor that stands at 0 mm.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    public SimulatedMotor(string name)
        : base(name)
    {
        Velocity = AddSetting("velocity", 10 * mm / s, "How fast it moves.", new Limits(1 * um / s, 1 * m / s));
        Position = AddQuantity(
            "position",
            mm,
            "Where it stands.",
            write: MoveAsync,
            limits: new(-100 * mm, 100 * mm),
            tolerance: 1 * nm,
            stopsWhenCancelled: true,
            readNow: () => Where() * mm);
    }

    /// <summary>Gets where it stands or is, from -100 mm to 100 mm.</summary>
    public override QuantityParameter Position { get; }

    /// <summary>Gets how fast it moves, from 1 um/s to 1 m/s; a move under way keeps its velocity.</summary>
    /// <value>By default 10 mm/s.</value>
    public override QuantityParameter Velocity { get; }

    /// <inheritdoc/>
    public override MotorState State
    {
        get
        {
            lock (_lock)
            {
                return Now() < _motion.End ? MotorState.Moving : MotorState.Standing;
            }
        }
    }

    /// <inheritdoc/>
    protected override ValueTask StopCoreAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            double here = _motion.At(Now());
            _motion = new Motion(here, here, 0, 0);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives the time in seconds.</summary>
    private static double Now() => Clock.Current.GetTimestamp() / (double)Clock.Current.TimestampFrequency;

    private double Where()
    {
        lock (_lock)
        {
            return _motion.At(Now());
        }
    }

    private async ValueTask MoveAsync(Quantity target, CancellationToken cancellationToken)
    {
        TimeSpan duration;
        lock (_lock)
        {
            double now = Now();
            double start = _motion.At(now);
            double end = target.In(mm);
            duration = TimeSpan.FromSeconds(Math.Abs(end - start) / Velocity.LastKnown.In(mm / s));
            _motion = new Motion(start, end, now, now + duration.TotalSeconds);
        }

        await Clock.Delay(duration + TimeSpan.FromTicks(1), cancellationToken).ConfigureAwait(EventLoop.IsCurrent);
    }

    /// <summary>Is a motion from one position, in millimetres, to another, between two times in seconds.</summary>
    private readonly record struct Motion(double From, double To, double Begin, double End)
    {
        public double At(double time) => time >= End ? To : From + ((To - From) * (time - Begin) / (End - Begin));
    }
}
