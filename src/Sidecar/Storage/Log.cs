namespace Sidecar.Storage;

/// <summary>What the store logs.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sentence}")]
    public static partial void Unlocked(ILogger logger, string sentence);
}
