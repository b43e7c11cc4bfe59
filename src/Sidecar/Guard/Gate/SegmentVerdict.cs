namespace Sidecar.Guard.Gate;

/// <summary>What a request's target has to do with the segment <c>guard</c>.</summary>
internal enum SegmentVerdict
{
    /// <summary>Nothing: it is the proxy's.</summary>
    Open,

    /// <summary>It is a guard path in its plain form.</summary>
    Guard,

    /// <summary>It means the segment in a form that only goes around a check: it gets 404.</summary>
    Closed,
}
