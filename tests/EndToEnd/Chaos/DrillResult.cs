namespace EndToEnd.Chaos;

/// <summary>A line of the table.</summary>
/// <param name="Drill">The fault.</param>
/// <param name="Sent">Requests sent.</param>
/// <param name="ByV1">Answered right by v1.</param>
/// <param name="ByV2">Answered right by v2.</param>
/// <param name="Faults">What agents saw instead, and how often.</param>
/// <param name="Runs">Runs that the sidecar began: all but the requests that it had not read when their agents lost patience.</param>
/// <param name="Recorded">Runs in the audit log.</param>
/// <param name="Balanced">Whether the ledger holds every run once, and nothing is open.</param>
/// <param name="Charged">Kinds of failures that v2 was charged with.</param>
/// <param name="Notes">What went otherwise than it must; none where all is well.</param>
internal sealed record DrillResult(
    Drill Drill,
    int Sent,
    int ByV1,
    int ByV2,
    IReadOnlyDictionary<string, int> Faults,
    int Runs,
    int Recorded,
    bool Balanced,
    string Charged,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Errors that agents saw.</summary>
    public int Errors => Faults.Values.Sum();
}
