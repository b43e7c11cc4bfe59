using System.Net;
using System.Net.Sockets;

namespace Sidecar.Guard.Access;

/// <summary>
/// Bounds guessing: of one address ten wrong tokens in any minute are answered as wrong, further ones are turned away. IPv6 counts by /64,
/// which is what one customer gets. Addresses past the table's bound share one count.
/// </summary>
internal sealed class WrongTokens(TimeProvider time)
{
    /// <summary>Wrong tokens a minute that are answered as such.</summary>
    internal const int Allowed = 10;

    /// <summary>Addresses that are told apart.</summary>
    internal const int MaxAddresses = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly UInt128 Overflow = UInt128.MaxValue;

    private readonly Lock _sync = new();
    private readonly Dictionary<UInt128, Queue<long>> _byAddress = [];

    /// <summary>Counts a wrong token. Null: it may be answered as wrong; else how long the address has to wait.</summary>
    public TimeSpan? Count(IPAddress? address)
    {
        var now = time.GetTimestamp();
        lock (_sync)
        {
            var recent = Recent(Key(address), now);
            Forget(recent, now);
            if (recent.Count >= Allowed)
                return Minute - time.GetElapsedTime(recent.Peek(), now);
            recent.Enqueue(now);
            return null;
        }
    }

    private static UInt128 Key(IPAddress? address)
    {
        if (address is null)
            return 0;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            bytes[8..].Clear();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private Queue<long> Recent(UInt128 key, long now)
    {
        if (_byAddress.TryGetValue(key, out var recent))
            return recent;
        if (_byAddress.Count >= MaxAddresses)
        {
            foreach (var (other, times) in _byAddress)
            {
                Forget(times, now);
                if (times.Count == 0)
                    _byAddress.Remove(other);
            }

            if (_byAddress.Count >= MaxAddresses)
                key = Overflow;
        }

        if (!_byAddress.TryGetValue(key, out recent))
            _byAddress[key] = recent = new Queue<long>(1);
        return recent;
    }

    private void Forget(Queue<long> times, long now)
    {
        while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Minute)
            times.Dequeue();
    }
}
