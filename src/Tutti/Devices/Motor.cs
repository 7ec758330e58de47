namespace Tutti.Devices;

/// <summary>Moves something along one axis and holds it there.</summary>
/// <remarks>A set of the position ends when it stands there; a cancelled one stops it first. Thread safe.</remarks>
public abstract class Motor : Device
{
    /// <summary>Initializes a new motor.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    protected Motor(string name)
        : base(name)
    {
    }

    /// <summary>Gets where it stands.</summary>
    public abstract QuantityParameter Position { get; }

    /// <summary>Gets how fast it moves.</summary>
    public abstract QuantityParameter Velocity { get; }

    /// <summary>Gets whether it stands or moves.</summary>
    public abstract MotorState State { get; }

    /// <inheritdoc/>
    protected override ValueTask<bool?> IsAtRestAsync(CancellationToken cancellationToken) => new(State == MotorState.Standing);
}
