using Microsoft.Extensions.Logging;

namespace Tutti.Execution.Internal;

/// <summary>Holds every message that Tutti logs, with its event id.</summary>
internal static partial class Log
{
    public static void UnobservedFailure(Exception exception, string future) => UnobservedFailure(Diagnostics.Logger, exception, future);

    public static void CallbackFailed(Exception exception, string callback) => CallbackFailed(Diagnostics.Logger, exception, callback);

    public static void LoopItemFailed(Exception exception) => LoopItemFailed(Diagnostics.Logger, exception);

    [LoggerMessage(1, LogLevel.Error, "The future '{Future}' failed and nobody looked at it.")]
    private static partial void UnobservedFailure(ILogger logger, Exception exception, string future);

    [LoggerMessage(2, LogLevel.Error, "A callback threw: {Callback}.")]
    private static partial void CallbackFailed(ILogger logger, Exception exception, string callback);

    [LoggerMessage(3, LogLevel.Error, "An item posted to an event loop threw.")]
    private static partial void LoopItemFailed(ILogger logger, Exception exception);
}
