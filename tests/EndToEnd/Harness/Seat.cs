namespace EndToEnd.Harness;

/// <summary>Where a planner under test sits in a run.</summary>
public enum Seat
{
    /// <summary>v1, whose answer the agent gets.</summary>
    SelectedV1,

    /// <summary>v2, beside.</summary>
    ShadowV2,

    /// <summary>v2, whose answer the agent gets.</summary>
    SelectedV2,
}
