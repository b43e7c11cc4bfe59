namespace Sidecar.Storage;

/// <summary>Takes one run of a stream. It is gone when the call returns.</summary>
public delegate void RecordedRunReader(in RecordedRun run);
