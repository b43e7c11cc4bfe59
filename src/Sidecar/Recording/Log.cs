namespace Sidecar.Recording;

/// <summary>What recording says in the log: changes, not every retry.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The audit log cannot be written; runs wait in memory and are tried again. {Fault}")]
    public static partial void StoreFailing(ILogger logger, string fault);

    [LoggerMessage(2, LogLevel.Information, "The audit log is written again.")]
    public static partial void StoreRecovered(ILogger logger);

    [LoggerMessage(3, LogLevel.Error, "{Runs} runs are lost to the audit log: writing them failed in a way that no later try can mend.")]
    public static partial void BatchLost(ILogger logger, int runs, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "{Runs} runs are lost to the audit log: the store did not take them before the sidecar had to end.")]
    public static partial void Undrained(ILogger logger, long runs);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The end waits for the store to take the runs that are left, {Seconds} s at the most"
    )]
    public static partial void EndWaits(ILogger logger, double seconds);

    [LoggerMessage(5, LogLevel.Information, "Deleted {Runs} runs older than {Days} days.")]
    public static partial void Swept(ILogger logger, long runs, int days);

    [LoggerMessage(6, LogLevel.Warning, "Old runs could not be deleted; it is tried again in ten minutes. {Fault}")]
    public static partial void SweepFailed(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is done with run {RunId} after its end failed in the sidecar itself")]
    public static partial void RunFaulted(ILogger logger, Guid runId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Qualities} late qualities are lost: the store did not take them. {Fault}")]
    public static partial void QualitiesLost(ILogger logger, int qualities, string fault);
}
