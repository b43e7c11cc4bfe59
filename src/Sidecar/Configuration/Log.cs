namespace Sidecar.Configuration;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The change of {Path} is in force")]
    public static partial void ReloadApplied(ILogger logger, string path);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The change of {Path} was refused as a whole and the last good configuration stays in force. Mend these:{Faults}"
    )]
    public static partial void ReloadRefused(ILogger logger, string path, string faults);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} differs from the start in {Keys}, which are read at the start only: restart the sidecar to put them in force"
    )]
    public static partial void RestartNeeded(ILogger logger, string path, string keys);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void Warning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of the configuration failed on a change that is in force")]
    public static partial void ListenerFailed(ILogger logger, Exception error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The folder of {Path} cannot be watched ({Reason}); changes are found by a look every {Seconds} s"
    )]
    public static partial void WatchUnavailable(ILogger logger, string path, double seconds, string reason);
}
