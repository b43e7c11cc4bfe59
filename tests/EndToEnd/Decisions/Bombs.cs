using System.IO.Compression;

namespace EndToEnd.Decisions;

/// <summary>Small answers that unpack to a gigabyte.</summary>
internal static class Bombs
{
    private const int Piece = 1_000_000;
    private const int Pieces = 1_000;

    /// <summary>With their Content-Encoding.</summary>
    public static IReadOnlyList<(string Coding, byte[] Bytes)> OfOneGigabyte { get; } = Make();

    private static List<(string Coding, byte[] Bytes)> Make()
    {
        var blanks = new byte[Piece];
        Array.Fill(blanks, (byte)' ');
        // Members of a gzip file follow each other and unpack as one.
        var member = Pack(stream => new GZipStream(stream, CompressionLevel.SmallestSize), blanks, 1);
        var once = new byte[member.Length * Pieces];
        for (var i = 0; i < Pieces; i++)
            member.CopyTo(once, i * member.Length);
        var twice = Pack(stream => new GZipStream(stream, CompressionLevel.SmallestSize), once, 1);
        var brotli = Pack(stream => new BrotliStream(stream, CompressionLevel.Fastest), blanks, Pieces);
        return [("gzip", once), ("gzip, gzip", twice), ("br", brotli)];
    }

    private static byte[] Pack(Func<Stream, Stream> coding, byte[] bytes, int times)
    {
        using var packed = new MemoryStream();
        using (var packing = coding(packed))
        {
            for (var i = 0; i < times; i++)
                packing.Write(bytes);
        }

        return packed.ToArray();
    }
}
