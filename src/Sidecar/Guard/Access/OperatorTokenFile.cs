using System.Buffers.Text;
using System.Security.Cryptography;
using Sidecar.Configuration;
using Sidecar.Storage;

namespace Sidecar.Guard.Access;

/// <summary>The file of the operators' token: made once, readable by its owner alone.</summary>
internal static class OperatorTokenFile
{
    private const int Bytes = 32;
    private const int LargestFile = 4096;

    /// <summary>The token of the environment, else the file's; makes the file where there is none.</summary>
    public static OperatorToken Obtain(GuardTokens tokens, SidecarOptions options)
    {
        if (tokens.Operator is { } given)
            return new(given, null);
        var path = PathOf(options);
        try
        {
            return File.Exists(path) ? Read(path) : Make(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new(null, $"The operators' token cannot be kept in {path}: {fault.Message} {Remedy}", path);
        }
    }

    /// <summary>Guard:TokenFile, else <c>guard.token</c> beside the store.</summary>
    public static string PathOf(SidecarOptions options)
    {
        if (options.Guard.TokenFile is { Length: > 0 } set)
            return set;
        return Path.Combine(StoreFolder.Of(options.Storage.ConnectionString), "guard.token");
    }

    private static string Remedy => "Make the folder writable, name another file in Guard:TokenFile, or set GUARD_TOKEN.";

    private static string Renew => "Delete it to have a new token made, or set GUARD_TOKEN.";

    private static OperatorToken Read(string path)
    {
        if (new FileInfo(path).Length > LargestFile)
            return new(null, $"The token file {path} holds more than {LargestFile} bytes: it is no token file. {Remedy}", path);
        var token = File.ReadAllText(path).Trim();
        if (token.Length == 0)
            return new(null, $"The token file {path} is empty. {Renew}", path);
        // RFC 6750 allows no more in a bearer token; anything else could never be sent.
        return token.All(static c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c, StringComparison.Ordinal))
            ? new(token, null, path)
            : new(
                null,
                $"The token file {path} holds more than one token: only letters, digits and -._~+/= are allowed in it. {Renew}",
                path
            );
    }

    private static OperatorToken Make(string path)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return PrivateFile.TryCreate(path, System.Text.Encoding.ASCII.GetBytes(token + "\n"))
            ? new(token, null, path, Made: true)
            : Read(path);
    }
}
