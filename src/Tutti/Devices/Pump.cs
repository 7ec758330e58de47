namespace Tutti.Devices;

/// <summary>Moves a liquid or gas.</summary>
/// <remarks>To stop it sets its flow rate to zero. Thread safe.</remarks>
public abstract class Pump : Device
{
    /// <summary>Initializes a new pump.</summary>
    /// <param name="name">The name to call it by in messages and files.</param>
    protected Pump(string name)
        : base(name)
    {
    }

    /// <summary>Gets the volume that it moves per time.</summary>
    public abstract QuantityParameter FlowRate { get; }
}
