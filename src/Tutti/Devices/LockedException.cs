namespace Tutti.Devices;

/// <summary>Says that a parameter or device is locked against writing; nothing was sent.</summary>
public sealed class LockedException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">What is locked.</param>
    public LockedException(string message)
        : base(message)
    {
    }
}
