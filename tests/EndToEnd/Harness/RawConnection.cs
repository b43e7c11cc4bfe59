using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Harness;

/// <summary>One connection at the level of bytes: a planner's or an agent's.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly CancellationToken _end;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _length;

    public RawConnection(Socket socket, CancellationToken end)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _end = end;
    }

    /// <summary>Connects, as an agent does.</summary>
    public static async Task<RawConnection> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(address.Authority));
        return new RawConnection(socket, new CancellationTokenSource(Patience.Limit).Token);
    }

    public Task WriteAsync(string latin1) => WriteAsync(Encoding.Latin1.GetBytes(latin1));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, _end);

    /// <summary>Reads a request with its body; null where the connection was closed instead.</summary>
    public async Task<RawMessage?> ReadRequestAsync() =>
        await ReadHeadAsync() is { } head ? await WithBodyAsync(head, untilClose: false) : null;

    /// <summary>
    /// Reads an answer with its body. Interim answers (1xx) are answers of their own here. <paramref name="hasBody"/> is false for the answer
    /// to a HEAD.
    /// </summary>
    public async Task<RawMessage> ReadAnswerAsync(bool hasBody = true)
    {
        var head = await ReadHeadAsync() ?? throw new IOException("The connection was closed before an answer came");
        var status = head.Status;
        return !hasBody || status is < 200 or 204 or 304 ? head : await WithBodyAsync(head, untilClose: true);
    }

    /// <summary>Some of what comes next; empty at the end.</summary>
    public async Task<byte[]> ReadSomeAsync()
    {
        if (!await FillAsync())
            return [];
        var some = _buffer.AsSpan(_start, _length).ToArray();
        _length = 0;
        return some;
    }

    /// <summary>Waits until the other side closes.</summary>
    public async Task ClosedByPeerAsync()
    {
        while ((await ReadSomeAsync()).Length > 0) { }
    }

    /// <summary>Waits until the other side closes or resets, within an answer; what still comes is left aside.</summary>
    public async Task BrokenOffAsync()
    {
        try
        {
            await ClosedByPeerAsync();
        }
        catch (IOException exception) when (exception.InnerException is SocketException)
        {
            // A reset, which says it more clearly.
        }
    }

    /// <summary>Writes one byte a second.</summary>
    public async Task DripAsync(string latin1)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        foreach (var next in Encoding.Latin1.GetBytes(latin1))
        {
            await WriteAsync(new[] { next });
            await second.WaitForNextTickAsync(_end);
        }
    }

    /// <summary>Waits for a gate that the test opens; the test's end opens it too.</summary>
    public Task WaitForAsync(TaskCompletionSource gate) => gate.Task.WaitAsync(_end);

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    private async Task<RawMessage?> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (await ReadByteAsync() is { } next)
        {
            head.Append((char)next);
            if (head.Length >= 4 && head[^1] == '\n' && head.ToString(head.Length - 4, 4) == "\r\n\r\n")
                return new RawMessage(head.ToString(), []);
        }

        return null;
    }

    private async Task<RawMessage> WithBodyAsync(RawMessage head, bool untilClose)
    {
        using var body = new MemoryStream();
        if (head["Transfer-Encoding"] is "chunked")
        {
            var trailers = await ReadChunksAsync(body);
            return head with { Body = body.ToArray(), Trailers = trailers };
        }

        if (head["Content-Length"] is { } length)
            await CopyAsync(body, long.Parse(length, CultureInfo.InvariantCulture));
        else if (untilClose)
            while (await ReadSomeAsync() is { Length: > 0 } some)
                body.Write(some);
        return head with { Body = body.ToArray() };
    }

    private async Task<string> ReadChunksAsync(MemoryStream body)
    {
        while (true)
        {
            var size = int.Parse((await ReadLineAsync()).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                break;
            await CopyAsync(body, size);
            await ReadLineAsync();
        }

        var trailers = new StringBuilder();
        while (await ReadLineAsync() is { Length: > 0 } line)
            trailers.Append(line).Append("\r\n");
        return trailers.ToString();
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (await ReadByteAsync() is { } next)
        {
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)next);
        }

        throw new IOException("The connection was closed within a body");
    }

    private async Task CopyAsync(MemoryStream to, long count)
    {
        while (count > 0)
        {
            if (!await FillAsync())
                throw new IOException($"The connection was closed {count} bytes before the body's end");
            var take = (int)Math.Min(count, _length);
            to.Write(_buffer, _start, take);
            _start += take;
            _length -= take;
            count -= take;
        }
    }

    private async ValueTask<byte?> ReadByteAsync()
    {
        if (_length == 0 && !await FillAsync())
            return null;
        _length--;
        return _buffer[_start++];
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_length > 0)
            return true;
        _start = 0;
        _length = await _stream.ReadAsync(_buffer, _end);
        return _length > 0;
    }
}
