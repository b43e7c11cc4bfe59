using System.Buffers;
using System.IO.Hashing;
using System.Text;
using Sidecar.Guard;

namespace Sidecar.Routing;

/// <summary>
/// The stable point of a sticky key. It is part of the contract: the same salt and key give the same point on every replica, in every
/// version and in every replay, so neither the hash nor the mapping may ever change.
/// </summary>
internal static class StickyPoint
{
    private const int OnStack = 256;

    /// <summary>The point of a key, 0 to 99,999: XXH3 (64 bits, seed 0) over the UTF-8 bytes of salt, a zero byte and key.</summary>
    public static int Of(string salt, string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length) + 1 + Encoding.UTF8.GetMaxByteCount(key.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        var length = Encoding.UTF8.GetBytes(salt, bytes);
        // The zero byte keeps ("a", "bc") and ("ab", "c") apart.
        bytes[length++] = 0;
        length += Encoding.UTF8.GetBytes(key, bytes[length..]);
        var hash = XxHash3.HashToUInt64(bytes[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        // The upper half of hash × points: its bias is below points / 2^64, where a remainder would cost a division as well.
        return (int)Math.BigMul(hash, GuardSnapshot.Points, out _);
    }
}
