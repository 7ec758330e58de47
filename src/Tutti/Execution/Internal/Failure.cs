using System.Runtime.ExceptionServices;

namespace Tutti.Execution.Internal;

/// <summary>Holds the exception of a failed future, and reports it if it is collected and nobody has looked.</summary>
internal sealed class Failure(string futureName, ExceptionDispatchInfo exception)
{
#pragma warning disable MA0055 // A finalizer is the only way to learn that nobody will ever look.
    ~Failure() => Future.ReportUnobserved(futureName, exception.SourceException);
#pragma warning restore MA0055

    /// <summary>Gets what the exception says; to ask for it does not count as having looked.</summary>
    public string Message => exception.SourceException.Message;

    /// <summary>Says that somebody has looked, and gives the exception.</summary>
    public ExceptionDispatchInfo Observe()
    {
#pragma warning disable CA1816 // Seen: from now on there is nothing to report.
        GC.SuppressFinalize(this);
#pragma warning restore CA1816
        return exception;
    }
}
