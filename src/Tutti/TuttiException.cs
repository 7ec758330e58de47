namespace Tutti;

/// <summary>Is the base of every exception that Tutti itself defines.</summary>
/// <remarks>
/// There is one sealed type per reaction of the caller. Misuse is reported by the <see cref="ArgumentException"/> and
/// <see cref="InvalidOperationException"/> families, lateness by <see cref="TimeoutException"/>.
/// </remarks>
public abstract class TuttiException : Exception
{
    /// <summary>Initializes a new exception with a message.</summary>
    /// <param name="message">What was asked, of whom, with which value and unit, and what is allowed.</param>
    protected TuttiException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new exception with a message and its cause.</summary>
    /// <param name="message">What was asked, of whom, with which value and unit, and what is allowed.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    protected TuttiException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
