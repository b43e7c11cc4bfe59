namespace EndToEnd.Chaos;

/// <summary>One stretch of a soak.</summary>
/// <param name="Name">What is the matter in it.</param>
internal sealed record SoakStep(string Name)
{
    /// <summary>Before its traffic.</summary>
    public Func<ChaosBed, Task>? BeginAsync { get; init; }

    /// <summary>Beside its traffic, until the token says that it is over.</summary>
    public Func<ChaosBed, CancellationToken, Task>? BesideAsync { get; init; }

    /// <summary>After its traffic: all is well again.</summary>
    public Func<ChaosBed, Task>? EndAsync { get; init; }

    /// <summary>True where agents see errors by right: v2 fails within its answers, or they leave.</summary>
    public bool Errors { get; init; }

    /// <summary>Of so many requests the agent of one leaves; 0: of none.</summary>
    public int LeavesOneIn { get; init; }
}
