using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>An answer of the guard.</summary>
internal sealed record GuardAnswer(int Status, string? MediaType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}
