using System.Runtime.ExceptionServices;
using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Failures: those of devices, which say of what, and those that nobody looked at.</content>
public partial class Future
{
    private const string OperationKey = "Tutti.Operation";

    private readonly bool _isOperation;

    /// <summary>Occurs when a future failed and was collected before anybody looked at it; on the thread of the finalizer.</summary>
    /// <remarks>
    /// The failure is logged as well (<see cref="Diagnostics.Logger"/>). To await, join or continue a future, or to ask for its
    /// <see cref="Exception"/>, is to look. An <see cref="OperationCanceledException"/> counts as a failure here if no future was cancelled, nor
    /// the token that it names; or if something caused it, such as the timeout of a web client.
    /// </remarks>
    public static event EventHandler<UnobservedFailureEventArgs>? UnobservedFailure;

    internal static void ReportUnobserved(string name, Exception exception)
    {
        Log.UnobservedFailure(exception, name);

        // This is the finalizer's thread: an exception here would end the process.
        Handlers.Raise(
            UnobservedFailure,
            null,
            new UnobservedFailureEventArgs(name, exception),
            static (_, _, ex) => Log.CallbackFailed(ex, nameof(UnobservedFailure)));
    }

    private Failure NewFailure(ExceptionDispatchInfo exception)
    {
        if (_isOperation)
        {
            NoteOperation(exception.SourceException);
        }

        return new Failure(Name, exception);
    }

    /// <summary>Writes into an exception which operation failed with it, for it is thrown on as it is; the first one stays.</summary>
    private void NoteOperation(Exception exception)
    {
        try
        {
            if (!exception.Data.Contains(OperationKey))
            {
                exception.Data.Add(OperationKey, Name);
            }
        }
#pragma warning disable CA1031 // The data may be of the user's own class: whatever that does, the future has to end.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
