namespace Tutti.Devices;

/// <summary>Says that a parameter cannot be written, or cannot be read; nothing was sent.</summary>
public sealed class ReadOnlyException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">The parameter and what it cannot.</param>
    public ReadOnlyException(string message)
        : base(message)
    {
    }
}
