using System.Net;
using System.Net.Http.Headers;

namespace Sidecar.Tests.Guard;

/// <summary>A few good lines, and then so many bytes of lines that are too long.</summary>
internal sealed class LargeContent : HttpContent
{
    private readonly byte[] _good;
    private readonly long _more;

    public LargeContent(byte[] good, long more)
    {
        (_good, _more) = (good, more);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(_good);
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'x');
        block[^1] = (byte)'\n';
        for (var sent = 0L; sent < _more; sent += block.Length)
            await stream.WriteAsync(block);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _good.Length + (_more + 64 * 1024 - 1) / (64 * 1024) * (64 * 1024);
        return true;
    }
}
