using System.Text;
using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>An answer as the agent got it.</summary>
internal sealed record AgentAnswer
{
    public required int Status { get; init; }

    /// <summary>Headers of message and content, by name in any case; several values of one name as several.</summary>
    public required IReadOnlyDictionary<string, string[]> Headers { get; init; }

    public required byte[] Body { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string RunId => this["X-Planner-Run-Id"] ?? throw new InvalidOperationException($"An answer {Status} without a run id: {Text}");

    /// <summary>A header's one value; several joined by a comma; null where it is absent.</summary>
    public string? this[string name] => Headers.TryGetValue(name, out var values) ? string.Join(',', values) : null;

    public static async Task<AgentAnswer> OfAsync(HttpResponseMessage response) =>
        new()
        {
            Status = (int)response.StatusCode,
            Headers = response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(static header => header.Key, static header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase),
            Body = await response.Content.ReadAsByteArrayAsync(),
        };
}
