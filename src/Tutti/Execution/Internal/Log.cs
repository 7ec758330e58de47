using Microsoft.Extensions.Logging;

namespace Tutti.Execution.Internal;

/// <summary>Holds every message that Tutti logs, with its event id.</summary>
internal static partial class Log
{
    public static void UnobservedFailure(Exception exception, string future) =>
        Write(logger => UnobservedFailure(logger, exception, future));

    public static void CallbackFailed(Exception exception, string callback) => Write(logger => CallbackFailed(logger, exception, callback));

    public static void DeviceNotAtRest(Exception exception, string device) => Write(logger => DeviceNotAtRest(logger, exception, device));

    public static void LoopItemFailed(Exception exception) => Write(logger => LoopItemFailed(logger, exception));

    public static void LongWait(TimeSpan elapsed, string what, string tree) =>
        Write(logger => LongWait(logger, elapsed.TotalSeconds, what, Environment.NewLine, tree));

    /// <summary>Writes to the user's logger; one that throws must end neither the process nor what goes on with the call.</summary>
    private static void Write(Action<ILogger> write)
    {
        try
        {
            write(Diagnostics.Logger);
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

    [LoggerMessage(11, LogLevel.Warning, "With asynchrony off nothing else goes on, and this has waited {Seconds:0.0} s for {What}:{NewLine}{Tree}")]
    private static partial void LongWait(ILogger logger, double seconds, string what, string newLine, string tree);
}
