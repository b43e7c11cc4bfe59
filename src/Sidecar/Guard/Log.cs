namespace Sidecar.Guard;

/// <summary>What the guard logs.</summary>
internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Settings changed by {UpdatedBy}: version {Version}, effective percent {Before} -> {After}"
    )]
    public static partial void Changed(ILogger logger, string updatedBy, long version, double before, double after);

    [LoggerMessage(Level = LogLevel.Warning, Message = "v2 was rolled back by {UpdatedBy}: {Reason}")]
    public static partial void RolledBack(ILogger logger, string updatedBy, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The stored canary_pct {Stored} is in force, not PLANNER_CANARY_PCT {Asked}. Change it by PUT /guard/config"
    )]
    public static partial void Overridden(ILogger logger, double stored, double asked);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The settings could not be read: the kill switch is on until an operator turns it off"
    )]
    public static partial void SettingsUnreadable(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Settings in force could not be stored; they are tried again")]
    public static partial void SettingsNotWritten(ILogger logger, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The settings of version {Version}, effective percent {Effective}, are lost with the process: the store did not take them. The "
            + "next start begins with what it has: look at GET /guard/status after it"
    )]
    public static partial void SettingsLost(ILogger logger, long version, double effective);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change towards v2 was refused: the store did not take it")]
    public static partial void RaiseRefused(ILogger logger, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The change of version {Version} was merged with the one before it: {Pending} changes wait for the store"
    )]
    public static partial void ChangesMerged(ILogger logger, long version, int pending);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The kill file is gone, but the store did not take it: the kill switch stays on, and it is tried again"
    )]
    public static partial void KillFileHeld(ILogger logger);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The kill file {Path} was there and cannot be looked for: the kill switch stays on until it is known to be gone"
    )]
    public static partial void KillFileHidden(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "A token for the operators was made: it is in {Path}")]
    public static partial void TokenMade(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "The operators' token is the one in {Path}")]
    public static partial void TokenRead(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, Exception fault, string method, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The evidence could not be read for a rollback; it was rolled back without")]
    public static partial void NoEvidence(ILogger logger, Exception fault);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "v2 breaches its thresholds, but v1 fails the same runs at least as often: nothing was rolled back"
    )]
    public static partial void V1Unfit(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "v2 could not be judged; it is tried again in a second")]
    public static partial void NotEvaluated(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Runs} runs of epoch {Epoch} were read back as evidence")]
    public static partial void EvidenceRead(ILogger logger, int runs, int epoch);

    [LoggerMessage(Level = LogLevel.Error, Message = "The evidence could not be read back: v2 is judged by what comes from now on")]
    public static partial void EvidenceUnread(ILogger logger, Exception fault);
}
