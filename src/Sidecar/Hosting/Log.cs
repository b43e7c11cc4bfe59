namespace Sidecar.Hosting;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The sidecar listens on {Addresses}")]
    public static partial void Listening(ILogger logger, string addresses);
}
