using System.Text.Json;

namespace Sidecar.Guard.Contracts;

/// <summary>JSON that comes out of the store as text.</summary>
internal static class StoredJson
{
    /// <summary>The document; null where there is none, or where it is broken: one bad row must not hide the others.</summary>
    public static JsonElement? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
