using System.Text;

namespace Fuzz.Naive;

/// <summary>The events of a whole stream by the words of WHATWG HTML, section 9.2, on text in which each character is a byte.</summary>
internal static class NaiveEvents
{
    /// <summary>The data of each event, the last one also where its blank line is missing.</summary>
    public static IEnumerable<byte[]> Of(ReadOnlySpan<byte> stream)
    {
        if (stream.StartsWith("\uFEFF"u8))
            stream = stream[3..];
        var text = Encoding.Latin1.GetString(stream).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var lines = text.Split('\n');
        var events = new List<byte[]>();
        var data = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var unended = i == lines.Length - 1;
            if (lines[i].StartsWith("data:", StringComparison.Ordinal))
                data.Add(lines[i].Length > 5 && lines[i][5] == ' ' ? lines[i][6..] : lines[i][5..]);
            else if (lines[i] == "data" && !unended)
                data.Add("");
            if (lines[i].Length > 0 && !unended)
                continue;
            events.Add(Encoding.Latin1.GetBytes(string.Join('\n', data)));
            data.Clear();
        }

        return events;
    }
}
