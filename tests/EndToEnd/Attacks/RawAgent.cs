using System.Text;
using System.Text.RegularExpressions;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>An agent that sends what it likes.</summary>
internal static partial class RawAgent
{
    /// <summary>Sends bytes, given as Latin-1, on a connection of their own and reads until the sidecar closes it.</summary>
    public static async Task<string> ExchangeAsync(Uri address, string bytes)
    {
        using var connection = await RawConnection.ConnectAsync(address);
        try
        {
            await connection.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // Refused before all of it was taken: the answer is there.
        }

        return await ReadToEndAsync(connection);
    }

    /// <summary>Reads until the other side closes, orderly or not.</summary>
    public static async Task<string> ReadToEndAsync(RawConnection connection)
    {
        var answer = new StringBuilder();
        try
        {
            while (await connection.ReadSomeAsync() is { Length: > 0 } some)
                answer.Append(Encoding.Latin1.GetString(some));
        }
        catch (IOException)
        {
            // A reset ends it too.
        }

        return answer.ToString();
    }

    /// <summary>The statuses of all answers that a connection had.</summary>
    public static IReadOnlyList<int> Statuses(string answers) =>
        [
            .. StatusLine()
                .Matches(answers)
                .Select(static match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    [GeneratedRegex(@"(?:^|\n|\})HTTP/1\.1 (\d{3})")]
    private static partial Regex StatusLine();
}
