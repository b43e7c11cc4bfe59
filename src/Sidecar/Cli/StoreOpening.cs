using Sidecar.Storage.Sqlite;

namespace Sidecar.Cli;

/// <summary>The store of a command that reads beside a running sidecar.</summary>
internal static class StoreOpening
{
    /// <summary>What to say where there is no store; null where there is one.</summary>
    // To open the store would make it: an answer out of the wrong folder helps nobody.
    public static string? Missing(SqliteDatabase database) =>
        database.CheckPresent()
            ? null
            : $"There is no store '{database.Path}': run the command in the sidecar's folder, or name its configuration with --config.";

    /// <summary>Says why a command failed; answers the exit code.</summary>
    public static async Task<int> FailAsync(TextWriter error, string sentence)
    {
        await error.WriteLineAsync("sidecar: " + sentence);
        return ExitCodes.Failure;
    }
}
