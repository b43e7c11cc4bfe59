using System.Text.Json;
using Sidecar.Configuration;
using Sidecar.Simulation.Output;
using Sidecar.Simulation.Recorded;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;

namespace Sidecar.Cli;

/// <summary>Judges the recorded runs again for <c>sidecar simulate --from-log</c>.</summary>
internal static class SimulateFromLog
{
    /// <summary>Answers the exit code: 1 where there is no store or it cannot be read.</summary>
    /// <exception cref="StartFaultException">The configuration or a threshold cannot be used.</exception>
    public static async Task<int> RunAsync(FromLogRequest request, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var options = StartedConfiguration.Load(request.Inputs).Checked.Options;
        var thresholds = request.Over(options.Regress);
        using var database = new SqliteDatabase(options.Storage.ConnectionString);
        if (StoreOpening.Missing(database) is { } missing)
            return await StoreOpening.FailAsync(error, missing);
        using var settings = new SqliteSettingsStore(database);
        try
        {
            var log = await RejudgedLog.OfAsync(
                new SqliteRecordedRuns(database),
                settings,
                request.Period,
                options.Regress,
                thresholds,
                cancellationToken
            );
            if (request.Json)
                await output.WriteAsync(JsonSerializer.Serialize(RejudgedAnswer.From(log), SimulationJson.Readable.RejudgedAnswer) + "\n");
            else
                RejudgedText.Write(output, log, database.Path);
            return ExitCodes.Success;
        }
        catch (StoreException fault)
        {
            return await StoreOpening.FailAsync(error, fault.Message);
        }
    }
}
