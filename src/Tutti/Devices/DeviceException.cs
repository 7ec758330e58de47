namespace Tutti.Devices;

/// <summary>Says that a device refused a command, or did something else than it was told.</summary>
public sealed class DeviceException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="device">The name of the device.</param>
    /// <param name="message">What was asked and what came of it.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public DeviceException(string device, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Device = device;
    }

    /// <summary>Gets the name of the device.</summary>
    public string Device { get; }
}
