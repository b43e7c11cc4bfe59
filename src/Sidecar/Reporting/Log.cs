using Shadow.Reports;

namespace Sidecar.Reporting;

/// <summary>What reporting says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The report of {Week} over {Runs} runs is in {Path}.")]
    public static partial void Written(ILogger logger, IsoWeek week, string path, long runs);

    [LoggerMessage(2, LogLevel.Error, "The report of {Week} could not be written into '{Folder}'; it is tried again in an hour. {Fault}")]
    public static partial void NotWritten(ILogger logger, IsoWeek week, string folder, string fault);
}
