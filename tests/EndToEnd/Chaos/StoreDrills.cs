using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Chaos;

/// <summary>The store fails while agents ask, and the kill switch is turned on meanwhile.</summary>
internal static class StoreDrills
{
    private const int FileSize = 1;
    private const int FileTooLarge = 25;
    private const nint Ignore = 1;
    private const long Unlimited = -1;

    public static IReadOnlyList<Drill> All { get; } =
    [
        new("store locked", DrillPart.Store, LockAsync) { MendAsync = static bed => bed.ReleaseAsync() },
        new("store's files deleted", DrillPart.Store, static bed => Do(() => Delete(bed))) { StoreIsNew = true },
        new("disk full", DrillPart.Store, static bed => Do(() => Limit(bed, Length(bed))))
        {
            MendAsync = static bed => Do(() => Limit(bed, Unlimited)),
        },
    ];

    /// <summary>
    /// Lets the sidecars that are started from now on live with a disk that is full: the system ends a program that writes past its limit,
    /// unless it ignores the signal, as none does on a disk that really is full.
    /// </summary>
    public static void SurviveLimits() => _ = Signal(FileTooLarge, Ignore);

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static string Store(ChaosBed bed) => Path.Combine(bed.Sidecar.Folder, "data", "sidecar.db");

    private static async Task LockAsync(ChaosBed bed)
    {
        var connection = new SqliteConnection($"Data Source={Store(bed)};Pooling=False");
        bed.Owns(connection.DisposeAsync);
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        // It waits for its turn at the sidecar's own writes.
        command.CommandTimeout = 30;
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
    }

    private static void Delete(ChaosBed bed)
    {
        foreach (var end in new[] { "", "-wal", "-shm" })
            File.Delete(Store(bed) + end);
    }

    // What is there may be written again, and nothing more.
    private static long Length(ChaosBed bed) => new FileInfo(Store(bed)).Length;

    private static void Limit(ChaosBed bed, long bytes)
    {
        var limit = new ResourceLimit { Soft = bytes, Hard = Unlimited };
        if (SetLimit(bed.Sidecar.Id, FileSize, in limit, 0) != 0)
            throw new InvalidOperationException(
                $"No limit could be set on process {bed.Sidecar.Id}: error {Marshal.GetLastPInvokeError().ToString(CultureInfo.InvariantCulture)}"
            );
    }

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int process, int resource, in ResourceLimit limit, nint before);

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Signal(int signal, nint handler);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public long Soft;
        public long Hard;
    }
}
