namespace Sidecar.Routing;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed in the sidecar itself")]
    public static partial void RunFailed(ILogger logger, Guid runId, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: {Count} shadow legs still under way are ended")]
    public static partial void ShadowsCut(ILogger logger, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The secret for sticky_key_hash could not be kept in {File} ({Problem}): hashes will differ after a restart. Make the folder writable."
    )]
    public static partial void StickySecretNotKept(ILogger logger, string file, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep of deadlines failed; it goes on with the next")]
    public static partial void SweepFailed(ILogger logger, Exception exception);
}
