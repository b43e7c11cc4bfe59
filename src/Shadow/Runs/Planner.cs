namespace Shadow.Runs;

/// <summary>The two backends: the original and the canary.</summary>
public enum Planner
{
    /// <summary>The original planner: cluster <c>v1</c>.</summary>
    V1 = 0,

    /// <summary>The canary: cluster <c>v2</c>.</summary>
    V2 = 1,
}
