namespace EndToEnd.Harness;

/// <summary>What an agent of the <see cref="Traffic"/> saw of one request.</summary>
internal sealed record TrafficAnswer
{
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Sent { get; init; }

    /// <summary>From sending to the last byte of the answer.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>0 where there was no answer.</summary>
    public int Status { get; init; }

    public string? RunId { get; init; }

    public string? Selected { get; init; }

    public string? Reason { get; init; }

    /// <summary>True where the answer asked to leave the connection.</summary>
    public bool Closing { get; init; }

    /// <summary>True where no connection was to be had: no request was accepted then.</summary>
    public bool Refused { get; init; }

    /// <summary>Why there was no answer; null where there was one.</summary>
    public string? Fault { get; init; }
}
