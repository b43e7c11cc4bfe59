using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sidecar.Routing;

/// <summary>
/// The hash under which a sticky key is recorded: with a secret of this installation, so that records cannot be tried against a list of
/// users.
/// </summary>
internal static class KeyedHash
{
    /// <summary>16 lower-case hex digits: the first 64 bits of HMAC-SHA256 over the key's UTF-8 bytes.</summary>
    public static string Of(byte[] secret, string key)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(key), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest).ToString("x16", CultureInfo.InvariantCulture);
    }
}
