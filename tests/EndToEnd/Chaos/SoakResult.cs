namespace EndToEnd.Chaos;

/// <summary>What came of a soak.</summary>
/// <param name="Sent">Requests sent.</param>
/// <param name="ByV1">Answered right by v1.</param>
/// <param name="ByV2">Answered right by v2.</param>
/// <param name="Expected">Errors in steps in which agents see some by right.</param>
/// <param name="Unexpected">Errors in the other steps, by step and fault.</param>
/// <param name="Runs">Runs in the ledger, which balances.</param>
/// <param name="Recorded">Runs in the audit log.</param>
/// <param name="Dropped">Runs that were not recorded, by the sidecar's own count.</param>
/// <param name="Settled">The process at rest after the first twentieth.</param>
/// <param name="Last">The process at rest at the end.</param>
internal sealed record SoakResult(
    int Sent,
    long ByV1,
    long ByV2,
    long Expected,
    IReadOnlyDictionary<string, int> Unexpected,
    double Runs,
    int Recorded,
    double Dropped,
    SoakSample Settled,
    SoakSample Last
);
