namespace Shadow.Detection;

/// <summary>A leg of v2 that is open for longer than v2 may take.</summary>
/// <param name="RunId">The run.</param>
/// <param name="AgeMicros">Its latency so far, microseconds.</param>
public readonly record struct OpenLeg(Guid RunId, long AgeMicros);
