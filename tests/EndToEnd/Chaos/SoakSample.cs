namespace EndToEnd.Chaos;

/// <summary>One look at the sidecar's process.</summary>
/// <param name="Requests">Requests sent by then.</param>
/// <param name="Step">The step that had just ended.</param>
/// <param name="Memory">Resident bytes.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Handles">Open handles.</param>
internal sealed record SoakSample(int Requests, string Step, long Memory, int Threads, int Handles);
