namespace Tutti.Signals;

/// <summary>Says that a trace does not show what was to be found in it; measuring again, or differently, can help.</summary>
public sealed class FitException : TuttiException
{
    /// <summary>Initializes a new exception with a message.</summary>
    /// <param name="message">What was looked for, what the trace shows instead, and what to do.</param>
    public FitException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new exception with a message and its cause.</summary>
    /// <param name="message">What was looked for, what the trace shows instead, and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public FitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
