using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Shadow.Runs;
using Sidecar.Configuration;

namespace Sidecar.Routing;

/// <summary>
/// The keyed hash under which sticky keys are recorded: the same key gives the same hash in one installation, and nobody without its secret
/// can try keys against the record. The secret lies beside the store, for its owner alone.
/// </summary>
internal sealed class StickyHash(LiveOptions live, ILogger<StickyHash> logger) : IStickyHash
{
    private const int SecretBytes = 32;

    private readonly Lazy<byte[]> _secret = new(() => Secret(live.Current.Storage.ConnectionString, logger));

    /// <inheritdoc/>
    public string Of(string stickyKey) => KeyedHash.Of(_secret.Value, stickyKey);

    private static byte[] Secret(string connectionString, ILogger logger)
    {
        var store = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        var file = Path.Combine(Path.GetDirectoryName(store)!, "sticky.key");
        try
        {
            if (File.Exists(file) && File.ReadAllBytes(file) is { Length: SecretBytes } known)
                return known;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var made = RandomNumberGenerator.GetBytes(SecretBytes);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            stream.Write(made);
            return made;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Recorded hashes then fit together until the restart only; no run is lost for it.
            Log.StickySecretNotKept(logger, file, exception.Message);
            return RandomNumberGenerator.GetBytes(SecretBytes);
        }
    }
}
