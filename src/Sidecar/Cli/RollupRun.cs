using Sidecar.Configuration;
using Sidecar.Reporting;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;

namespace Sidecar.Cli;

/// <summary>Runs <c>sidecar rollup</c>.</summary>
internal static class RollupRun
{
    /// <summary>Answers the exit code: 0 where the report is written, 1 where there is no store or it cannot be read or written.</summary>
    /// <exception cref="ConfigurationFaultsException">The configuration cannot be used.</exception>
    public static async Task<int> RunAsync(
        RollupRequest request,
        ConfigurationInputs inputs,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        var options = StartedConfiguration.Load(inputs).Checked.Options;
        using var database = new SqliteDatabase(options.Storage.ConnectionString);
        if (StoreOpening.Missing(database) is { } missing)
            return await StoreOpening.FailAsync(error, missing);
        using var maker = new ReportMaker(new SqliteReportSource(database), () => options.Regress);
        try
        {
            var report = await maker.MakeAsync(request.Period, cancellationToken);
            await output.WriteLineAsync(await ReportFile.WriteAsync(request.Folder, report, cancellationToken));
            if (request.Json)
                await output.WriteLineAsync(await ReportFile.WriteJsonAsync(request.Folder, report, cancellationToken));
            return ExitCodes.Success;
        }
        catch (StoreException fault)
        {
            return await StoreOpening.FailAsync(error, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await StoreOpening.FailAsync(
                error,
                $"The report cannot be written into '{Path.GetFullPath(request.Folder)}': {fault.Message} Name a folder that this user may write."
            );
        }
    }
}
