namespace Shadow.Detection;

/// <summary>What a judgement says.</summary>
public enum Verdict
{
    /// <summary>There is too little to go by.</summary>
    InsufficientData,

    /// <summary>Nothing that could be judged is breached.</summary>
    Healthy,

    /// <summary>Something is breached.</summary>
    Regression,
}
