namespace Tutti.Devices;

/// <summary>Says that a device does not take a command or value in the state that it is in; nothing was sent.</summary>
public sealed class StateException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">The device, its state, and the states in which it would.</param>
    public StateException(string message)
        : base(message)
    {
    }
}
