namespace Shadow.Detection;

/// <summary>What v2 is judged on, one bit each.</summary>
[Flags]
public enum JudgedMetrics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mean quality against v1's.</summary>
    Quality = 1,

    /// <summary>The 95th percentile of latency.</summary>
    Latency = 2,

    /// <summary>Mean cost.</summary>
    Cost = 4,

    /// <summary>Error rate against v1's.</summary>
    Errors = 8,

    /// <summary>Failures in a row.</summary>
    ConsecutiveErrors = 16,
}
