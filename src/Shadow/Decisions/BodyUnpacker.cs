using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Shadow.Decisions;

/// <summary>Undoes one content coding, into a buffer whose cap bounds what is unpacked, whatever the body would unpack to.</summary>
internal static class BodyUnpacker
{
    public static UnpackResult Unpack(ReadOnlyMemory<byte> packed, ContentCoding coding, ref PooledBuffer into)
    {
        if (coding == ContentCoding.Brotli)
            return UnpackBrotli(packed.Span, ref into);
        using var source = Source(packed);
        using Stream unpacking =
            coding == ContentCoding.Gzip ? new GZipStream(source, CompressionMode.Decompress)
            : HasZlibHeader(packed.Span) ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        try
        {
            // These streams end quietly where their source is cut off, and throw at what is not in their format.
            return Copy(unpacking, ref into);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return UnpackResult.Corrupt;
        }
    }

    private static MemoryStream Source(ReadOnlyMemory<byte> packed) =>
        MemoryMarshal.TryGetArray(packed, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(packed.ToArray(), writable: false);

    // "deflate" is zlib's format by the standard, and the bare one from some servers. RFC 1950: the method is 8, the check a multiple of 31.
    private static bool HasZlibHeader(ReadOnlySpan<byte> packed) =>
        packed.Length >= 2 && (packed[0] & 0x0F) == 8 && ((packed[0] << 8) | packed[1]) % 31 == 0;

    private static UnpackResult Copy(Stream unpacking, ref PooledBuffer into)
    {
        while (true)
        {
            if (into.Free.IsEmpty)
            {
                // At the cap only one more byte tells whether there is more.
                if (!into.Fits(1))
                    return unpacking.ReadByte() < 0 ? UnpackResult.Unpacked : UnpackResult.TooLarge;
                into.TryGrow(1);
            }

            var read = unpacking.Read(into.Free);
            if (read == 0)
                return UnpackResult.Unpacked;
            into.Advance(read);
        }
    }

    private static UnpackResult UnpackBrotli(ReadOnlySpan<byte> packed, ref PooledBuffer into)
    {
        using var decoder = new BrotliDecoder();
        Span<byte> beyond = stackalloc byte[1];
        while (true)
        {
            var full = into.Free.IsEmpty && (!into.Fits(1) || !into.TryGrow(1));
            var status = decoder.Decompress(packed, full ? beyond : into.Free, out var consumed, out var written);
            packed = packed[consumed..];
            if (full && written > 0)
                return UnpackResult.TooLarge;
            into.Advance(written);
            if (status == OperationStatus.InvalidData)
                return UnpackResult.Corrupt;
            if (status is OperationStatus.Done or OperationStatus.NeedMoreData)
                return UnpackResult.Unpacked;
        }
    }
}
