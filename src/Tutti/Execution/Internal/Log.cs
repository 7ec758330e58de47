using Microsoft.Extensions.Logging;

namespace Tutti.Execution.Internal;

/// <summary>Holds every message that Tutti logs, with its event id.</summary>
internal static partial class Log
{
    public static void UnobservedFailure(Exception exception, string future) => Write(UnobservedFailure, exception, future);

    public static void CallbackFailed(Exception exception, string callback) => Write(CallbackFailed, exception, callback);

    public static void DeviceNotAtRest(Exception exception, string device) => Write(DeviceNotAtRest, exception, device);

    public static void LoopItemFailed(Exception exception) =>
        Write(static (logger, exception, _) => LoopItemFailed(logger, exception), exception, string.Empty);

    /// <summary>Writes to the user's logger; one that throws must end neither the process nor what goes on with the call.</summary>
    private static void Write(Action<ILogger, Exception, string> write, Exception exception, string text)
    {
        try
        {
            write(Diagnostics.Logger, exception, text);
        }
#pragma warning disable CA1031 // There is nobody left to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The future '{Future}' failed and nobody looked at it.")]
    private static partial void UnobservedFailure(ILogger logger, Exception exception, string future);

    [LoggerMessage(2, LogLevel.Error, "A callback threw: {Callback}.")]
    private static partial void CallbackFailed(ILogger logger, Exception exception, string callback);

    [LoggerMessage(10, LogLevel.Error, "Device '{Device}' was to be stopped, but is not known to be at rest.")]
    private static partial void DeviceNotAtRest(ILogger logger, Exception exception, string device);

    [LoggerMessage(3, LogLevel.Error, "An item posted to an event loop threw.")]
    private static partial void LoopItemFailed(ILogger logger, Exception exception);
}
