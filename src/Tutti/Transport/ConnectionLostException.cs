namespace Tutti.Transport;

/// <summary>
/// Says that the connection to an instrument broke while a request was pending, so that nobody knows whether it was done.
/// </summary>
/// <remarks>The request is not sent again by itself. The next request connects again.</remarks>
public sealed class ConnectionLostException : TuttiException
{
    /// <summary>Initializes a new exception.</summary>
    /// <param name="message">What was asked, of whom, and what can be done.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public ConnectionLostException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets whether the same call can succeed later without anything being changed in the program.</summary>
    /// <value>Always <see langword="true"/>.</value>
    public bool IsTransient { get; } = true;
}
