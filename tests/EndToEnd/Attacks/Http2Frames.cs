using System.Buffers.Binary;
using System.Text;

namespace EndToEnd.Attacks;

/// <summary>Frames of HTTP/2 as an attacker writes them: no client would send these.</summary>
internal static class Http2Frames
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte Continuation = 9;

    /// <summary>A flag of headers and data: the stream ends with them.</summary>
    public const byte EndStream = 1;

    private const byte EndHeaders = 4;

    /// <summary>What a connection begins with: the preface and empty settings.</summary>
    public static byte[] Preface { get; } = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, [])];

    /// <summary>One frame.</summary>
    public static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>A whole request on a stream.</summary>
    public static byte[] Request(int stream, IEnumerable<(string Name, string Value)> headers, string? body = null) =>
        body is null
            ? Frame(Headers, EndStream | EndHeaders, stream, Block(headers))
            : [.. Open(stream, headers), .. Frame(Data, EndStream, stream, Encoding.Latin1.GetBytes(body))];

    /// <summary>The headers of a request whose body is to come.</summary>
    public static byte[] Open(int stream, IEnumerable<(string Name, string Value)> headers) =>
        Frame(Headers, EndHeaders, stream, Block(headers));

    /// <summary>Trailers, which end a stream.</summary>
    public static byte[] Trailers(int stream, params (string Name, string Value)[] headers) =>
        Frame(Headers, EndStream | EndHeaders, stream, Block(headers));

    /// <summary>The pseudo-headers of a request.</summary>
    public static List<(string Name, string Value)> Head(string path, string method = "GET", string authority = "127.0.0.1") =>
        [(":method", method), (":scheme", "http"), (":path", path), (":authority", authority)];

    /// <summary>A header block: literal fields that are added to no table (RFC 7541, section 6.2.2), names and values as Latin-1.</summary>
    public static byte[] Block(IEnumerable<(string Name, string Value)> headers)
    {
        using var block = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return block.ToArray();
    }

    private static void WriteText(MemoryStream to, string text)
    {
        const int Prefix = 127;
        var length = text.Length;
        to.WriteByte((byte)Math.Min(length, Prefix));
        if (length >= Prefix)
        {
            for (length -= Prefix; length >= 128; length >>= 7)
                to.WriteByte((byte)(length | 128));
            to.WriteByte((byte)length);
        }

        to.Write(Encoding.Latin1.GetBytes(text));
    }
}
