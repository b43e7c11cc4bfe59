using System.Globalization;
using System.Text;

namespace EndToEnd.Chaos;

/// <summary>Requests that each ask for a plan of their own: an answer that belongs to another request, or to the other planner, is found.</summary>
internal static class ChaosPlans
{
    private const string Before = "{\"id\":\"";

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(int number)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        return Encoding.ASCII.GetBytes(
            $"POST /plan HTTP/1.1\r\nHost: sidecar\r\nContent-Type: application/json\r\nContent-Length: {Before.Length + id.Length + 2}\r\n\r\n{Before}{id}\"}}"
        );
    }

    /// <summary>The id that a request's body holds.</summary>
    public static string Id(string body) => body[Before.Length..^2];

    /// <summary>The plan of one planner for one request.</summary>
    public static string Of(string id, string planner) =>
        $"{{\"agent\":\"inbox_triage\",\"steps\":[\"read\",\"sort\"],\"tools\":[\"mail\"],\"dry_run\":false,\"id\":\"{id}\",\"by\":\"{planner}\"}}";
}
