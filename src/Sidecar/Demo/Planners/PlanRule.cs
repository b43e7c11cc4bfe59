namespace Sidecar.Demo.Planners;

/// <summary>An agent of the mailbox assistant, the words that call for it, and what it would do.</summary>
internal sealed record PlanRule
{
    /// <summary>The agent that the plan names.</summary>
    public required string Agent { get; init; }

    /// <summary>Beginnings of words, lower case: <c>summar</c> stands for summary and summarise.</summary>
    public required IReadOnlyList<string> Stems { get; init; }

    /// <summary>What each word that fits counts. Default 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The plan's steps, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The tools that the steps need.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>True where the plan is only shown to the user, not carried out.</summary>
    public bool DryRun { get; init; }

    /// <summary>How well an objective's words fit; 0: not at all.</summary>
    public int Score(IReadOnlyList<string> words)
    {
        var score = 0;
        foreach (var word in words)
        foreach (var stem in Stems)
        {
            if (!word.StartsWith(stem, StringComparison.Ordinal))
                continue;
            score += Weight;
            break;
        }
        return score;
    }
}
