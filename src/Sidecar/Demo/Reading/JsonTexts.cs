using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>Reads a list of texts.</summary>
internal static class JsonTexts
{
    /// <summary>The texts of an array.</summary>
    public static IReadOnlyList<string> Of(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString() ?? "")];
}
