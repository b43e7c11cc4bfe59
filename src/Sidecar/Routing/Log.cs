namespace Sidecar.Routing;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed in the sidecar itself")]
    public static partial void RunFailed(ILogger logger, Guid runId, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Count} shadow legs still under way are ended")]
    public static partial void ShadowsCut(ILogger logger, int count);
}
