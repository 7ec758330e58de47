using Tutti.Execution.Internal;

namespace Tutti.Execution;

/// <content>Failures that nobody looked at.</content>
public partial class Future
{
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
}
