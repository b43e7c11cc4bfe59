namespace Sidecar.Storage.Sqlite;

/// <summary>One step of the schema.</summary>
/// <param name="Version">The version of the schema after it.</param>
/// <param name="Sql">What it does.</param>
internal sealed record Migration(int Version, string Sql);
