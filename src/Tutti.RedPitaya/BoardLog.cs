using Microsoft.Extensions.Logging;

namespace Tutti.RedPitaya;

/// <summary>Holds every message that the board logs, with its event id.</summary>
internal static partial class BoardLog
{
    [LoggerMessage(101, LogLevel.Warning, "The outputs of the board {Host} could not be switched off.")]
    public static partial void OutputsNotOff(ILogger logger, Exception exception, string host);
}
