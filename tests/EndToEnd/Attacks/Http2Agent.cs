using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A connection of HTTP/2 without TLS, frame by frame.</summary>
internal sealed class Http2Agent : IDisposable
{
    private readonly RawConnection _connection;
    private readonly List<byte> _come = [];

    private Http2Agent(RawConnection connection) => _connection = connection;

    /// <summary>Connects and sends the preface.</summary>
    public static async Task<Http2Agent> ConnectAsync(Uri address)
    {
        var agent = new Http2Agent(await RawConnection.ConnectAsync(address));
        await agent.SendAsync(Http2Frames.Preface);
        return agent;
    }

    /// <summary>Sends one request on a connection of its own and says how it ended.</summary>
    public static async Task<Http2Answer> AskAsync(Uri address, byte[] frames)
    {
        using var agent = await ConnectAsync(address);
        await agent.SendAsync(frames);
        return await agent.AnswerAsync();
    }

    /// <summary>Sends frames; where the sidecar has given the connection up, they are lost.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> frames)
    {
        try
        {
            await _connection.WriteAsync(frames);
        }
        catch (IOException)
        {
            // The answer says so.
        }
    }

    /// <summary>The first answer, or what came in its place.</summary>
    public async Task<Http2Answer> AnswerAsync()
    {
        while (await NextAsync() is var (type, _, payload))
        {
            switch (type)
            {
                case Http2Frames.Headers:
                    return Http2Answer.Of(Status(payload));
                case Http2Frames.Reset or Http2Frames.GoAway:
                    return Http2Answer.None;
            }
        }

        return Http2Answer.None;
    }

    /// <summary>Sends one request on a connection of its own and gives what came as Latin-1, all frames up to the end of the stream.</summary>
    /// <exception cref="IOException">The stream was reset, or the connection given up.</exception>
    public static async Task<string> ReadAsync(Uri address, byte[] frames)
    {
        using var agent = await ConnectAsync(address);
        await agent.SendAsync(frames);
        var come = new StringBuilder();
        while (await agent.NextAsync() is var (type, flags, payload))
        {
            if (type is Http2Frames.Reset or Http2Frames.GoAway)
                throw new IOException($"The stream was broken off after {come}");
            if (type is not (Http2Frames.Headers or Http2Frames.Data))
                continue;
            come.Append(Encoding.Latin1.GetString(payload));
            if ((flags & Http2Frames.EndStream) != 0)
                return come.ToString();
        }

        throw new IOException($"The connection was closed after {come}");
    }

    /// <summary>Reads until the sidecar closes.</summary>
    public async Task ClosedAsync()
    {
        while (await NextAsync() is not null) { }
    }

    public void Dispose() => _connection.Dispose();

    private async Task<(byte Type, byte Flags, byte[] Payload)?> NextAsync()
    {
        while (true)
        {
            if (_come.Count >= 9)
            {
                byte[] head = [.. _come.Take(9)];
                var length = BinaryPrimitives.ReadInt32BigEndian(head) >>> 8;
                if (_come.Count >= 9 + length)
                {
                    byte[] payload = [.. _come.Skip(9).Take(length)];
                    _come.RemoveRange(0, 9 + length);
                    return (head[3], head[4], payload);
                }
            }

            try
            {
                if (await _connection.ReadSomeAsync() is not { Length: > 0 } some)
                    return null;
                _come.AddRange(some);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    // The status stands first: an entry of the static table (RFC 7541, appendix A), or a literal with its name out of it.
    private static int Status(byte[] block) =>
        block[0] switch
        {
            0x88 => 200,
            0x8C => 400,
            0x8D => 404,
            0x8E => 500,
            _ => int.Parse(Encoding.ASCII.GetString(block, 2, 3), CultureInfo.InvariantCulture),
        };
}
