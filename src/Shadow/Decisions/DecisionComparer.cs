namespace Shadow.Decisions;

/// <summary>Compares the two decisions of one run. Every text is compared by ordinal.</summary>
public static class DecisionComparer
{
    /// <summary>How v2's decision differs from v1's.</summary>
    /// <remarks>An agent that is not named differs from one whose name is empty. A dry_run that is not said is <c>false</c>.</remarks>
    /// <param name="v1">What v1 decided.</param>
    /// <param name="v2">What v2 decided.</param>
    /// <param name="statusV1">HTTP status of v1's answer; null where none came, which is a class of its own.</param>
    /// <param name="statusV2">HTTP status of v2's answer, likewise.</param>
    public static DecisionDiff Compare(Decision v1, Decision v2, int? statusV1, int? statusV2)
    {
        ArgumentNullException.ThrowIfNull(v1);
        ArgumentNullException.ThrowIfNull(v2);
        return new DecisionDiff(
            AgentChanged: !string.Equals(v1.Agent, v2.Agent, StringComparison.Ordinal),
            StepsChanged: !AreEqual(v1.Steps, v2.Steps),
            ToolsChanged: !AreEqual(v1.Tools, v2.Tools) && NameCounts.Compare(v1.Tools, v2.Tools) is not (0, 0, _),
            DryRunChanged: (v1.DryRun ?? false) != (v2.DryRun ?? false),
            StatusChanged: statusV1 / 100 != statusV2 / 100,
            StepsEdit: StepsEdits.Between(v1.Steps, v2.Steps)
        );
    }

    private static bool AreEqual(IReadOnlyList<string> v1, IReadOnlyList<string> v2)
    {
        if (v1.Count != v2.Count)
            return false;
        for (var i = 0; i < v1.Count; i++)
        {
            if (!string.Equals(v1[i], v2[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
