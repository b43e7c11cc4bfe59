namespace Sidecar.Tests.Guard.Judging;

/// <summary>What may happen to a guard.</summary>
internal enum ModelStep
{
    Begin,
    EndV2,
    EndV1,
    Wait,
    Raise,
    Lower,
    Kill,
    Unkill,
    Rollback,
    Evaluate,
    EvaluateDry,
    Tick,
    NewBuild,
    Rate,
    StoreFails,
    StoreRecovers,
    Write,
    Stop,
    Crash,
}
