namespace Tutti.Devices;

/// <summary>Says that a value is outside of what a parameter takes; nothing was sent.</summary>
public sealed class LimitException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">The parameter, the value and what is allowed.</param>
    public LimitException(string message)
        : base(message)
    {
    }
}
