namespace Tutti.Transport;

/// <summary>Says that an instrument cannot be reached, or that what answers does not speak its language.</summary>
public sealed class TransportException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">What was asked, of whom, and what can be done.</param>
    /// <param name="isTransient">Whether the same call can succeed later without anything being changed.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public TransportException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = isTransient;
    }

    /// <summary>Gets whether the same call can succeed later without anything being changed in the program.</summary>
    /// <value><see langword="true"/> for a refused connection; <see langword="false"/> for a wrong name or a wrong kind of peer.</value>
    public bool IsTransient { get; }
}
