using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace Sidecar.Guard.Routes;

/// <summary>Reads JSON lines (NDJSON) as they come, one at a time: what is kept of a body is a line.</summary>
internal static class JsonLines
{
    /// <summary>The longest line, bytes.</summary>
    public const int MaxLine = 4 * 1024;

    /// <summary>Bytes of a body at the most.</summary>
    public const long MaxBody = 64 * 1024 * 1024;

    /// <summary>Whether the body is declared as JSON lines.</summary>
    public static bool IsDeclared(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value?.ToLowerInvariant()
            is "application/x-ndjson"
                or "application/ndjson"
                or "application/jsonl"
                or "application/x-jsonlines";

    /// <summary>The lines of a body without their ends, empty ones too. A line that is too long comes as null.</summary>
    /// <exception cref="InvalidDataException">The body is larger than <see cref="MaxBody"/>.</exception>
    public static async IAsyncEnumerable<byte[]?> ReadAsync(
        Stream body,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(leaveOpen: true));
        var (total, skipping) = (0L, false);
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                total += line.Length + 1;
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                Check(total);
                yield return skipping || line.Length > MaxLine ? null : line.ToArray();
                skipping = false;
            }

            // What is too long is let go of as it comes.
            if (buffer.Length > MaxLine)
            {
                skipping = true;
                total += buffer.Length;
                buffer = buffer.Slice(buffer.End);
                Check(total);
            }

            if (read.IsCompleted)
            {
                if (skipping || buffer.Length > 0)
                    yield return skipping ? null : buffer.ToArray();
                break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }

        await reader.CompleteAsync();
    }

    private static void Check(long total)
    {
        if (total > MaxBody)
            throw new InvalidDataException($"The body is larger than {MaxBody} bytes");
    }
}
