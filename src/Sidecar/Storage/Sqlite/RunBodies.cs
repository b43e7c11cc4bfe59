namespace Sidecar.Storage.Sqlite;

/// <summary>The bodies that were kept of a run.</summary>
internal sealed record RunBodies(byte[]? Request, byte[]? V1, byte[]? V2);
