using System.Text;

namespace EndToEnd.Harness;

/// <summary>Answers as bytes, for <see cref="RawPlanner"/>.</summary>
internal static class RawAnswers
{
    /// <summary>An answer of a length, closed after it.</summary>
    public static byte[] Of(byte[] body, string headers = "Content-Type: application/json\r\n") =>
        [.. Head($"Content-Length: {body.Length}\r\n{headers}"), .. body];

    /// <summary>Status line and headers alone.</summary>
    public static byte[] Head(string headers) => Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{headers}\r\n");
}
