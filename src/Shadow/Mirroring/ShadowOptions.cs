namespace Shadow.Mirroring;

/// <summary>How runs are mirrored: the section <c>Shadow</c>.</summary>
public sealed record ShadowOptions
{
    /// <summary>The share of runs that are mirrored, 0 to 100 percent. Default 100.</summary>
    public double Percent { get; init; } = 100;

    /// <summary>Shadow legs in flight to one planner at the most, 1 to 100,000. Default 256.</summary>
    public int MaxConcurrent { get; init; } = 256;

    /// <summary>A shadow leg's deadline in seconds, from its start, above 0 to 3,600. Default 30.</summary>
    public double TimeoutSeconds { get; init; } = 30;

    /// <summary>The largest body that is captured, in bytes, request and answer alike (packed and unpacked), 1 to 1 GiB. Default 1,048,576.</summary>
    public int MaxBodyBytes { get; init; } = 1_048_576;

    /// <summary>All captured bytes at one time, at the most. Default 67,108,864.</summary>
    public long MaxTotalBytes { get; init; } = 67_108_864;

    /// <summary>Request headers that a shadow to v2 does not carry. Default none.</summary>
    public IReadOnlyList<string> DropHeaders { get; init; } = [];
}
