using System.Text;

namespace EndToEnd.Harness;

/// <summary>A request as a planner got it.</summary>
internal sealed record SeenRequest
{
    public required string Method { get; init; }

    /// <summary>The request target as it stood on the wire: path and query, still encoded.</summary>
    public required string Target { get; init; }

    /// <summary>By name in any case; several values of one name as several.</summary>
    public required IReadOnlyDictionary<string, string[]> Headers { get; init; }

    public required byte[] Body { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>primary or shadow.</summary>
    public string? Role => this["X-Planner-Role"];

    /// <summary>A header's one value; several joined by a comma; null where it is absent.</summary>
    public string? this[string name] => Headers.TryGetValue(name, out var values) ? string.Join(',', values) : null;
}
