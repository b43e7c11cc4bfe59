namespace Shadow.Detection;

/// <summary>What a judge judges by, taken at one moment.</summary>
/// <param name="V1">v1's legs: of the same runs, or its own where those are too few.</param>
/// <param name="V2">v2's legs. Legs that are still open are in its latencies alone.</param>
/// <param name="Paired">True where v1's legs are those of the same runs.</param>
/// <param name="Pairs">Runs of which both legs are known.</param>
/// <param name="PairsV1Failed">Of them, those that v1 failed.</param>
/// <param name="PairsV2Failed">Of them, those that v2 failed.</param>
/// <param name="OpenLegs">Open legs of v2 that were counted at their age.</param>
/// <param name="FailuresInARow">v2's failures in a row where v1 did not fail.</param>
public readonly record struct EvidenceFigures(
    SideFigures V1,
    SideFigures V2,
    bool Paired,
    int Pairs,
    int PairsV1Failed,
    int PairsV2Failed,
    int OpenLegs,
    int FailuresInARow
);
