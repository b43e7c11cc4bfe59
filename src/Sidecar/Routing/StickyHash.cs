using System.Security.Cryptography;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Storage;

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
        var file = Path.Combine(StoreFolder.Of(connectionString), "sticky.key");
        var made = RandomNumberGenerator.GetBytes(SecretBytes);
        try
        {
            return PrivateFile.TryCreate(file, made) ? made : Known(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Recorded hashes then fit together until the restart only; no run is lost for it.
            Log.StickySecretNotKept(logger, file, exception.Message);
            return made;
        }
    }

    private static byte[] Known(string file) =>
        File.ReadAllBytes(file) is { Length: SecretBytes } known
            ? known
            : throw new IOException($"it must hold {SecretBytes} bytes; delete it to have a new one made");
}
