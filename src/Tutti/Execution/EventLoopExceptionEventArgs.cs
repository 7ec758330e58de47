namespace Tutti.Execution;

/// <summary>Carries an exception that work posted to an event loop threw and nobody else can receive.</summary>
public sealed class EventLoopExceptionEventArgs : EventArgs
{
    /// <summary>Initializes the data of one exception.</summary>
    /// <param name="exception">The exception, with its original stack trace.</param>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is <see langword="null"/>.</exception>
    public EventLoopExceptionEventArgs(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Exception = exception;
    }

    /// <summary>Gets the exception, with its original stack trace.</summary>
    public Exception Exception { get; }
}
