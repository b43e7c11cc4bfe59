using System.Text.Json.Serialization;

namespace Sidecar.Storage.Sqlite;

/// <summary>What is stored as JSON: lists of names, and the settings before and after a change.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(StoredSettings))]
internal sealed partial class StoredJson : JsonSerializerContext;
