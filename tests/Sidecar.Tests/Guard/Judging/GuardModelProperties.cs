using CsCheck;
using Sidecar.Storage.Sqlite;
using Testing;

namespace Sidecar.Tests.Guard.Judging;

/// <summary>
/// Whatever the order of run ends, restarts, changes and late qualities: v2 never serves while the kill switch is on, and a rollback is in the
/// history exactly once.
/// </summary>
public sealed class GuardModelProperties
{
    private static readonly Gen<(ModelStep Step, int Which, int Value)[]> Steps = Gen.Select(
        Gen.Frequency(
            (30, Gen.Const(ModelStep.Begin)),
            (30, Gen.Const(ModelStep.EndV2)),
            (24, Gen.Const(ModelStep.EndV1)),
            (4, Gen.Const(ModelStep.Wait)),
            (3, Gen.Const(ModelStep.Raise)),
            (2, Gen.Const(ModelStep.Lower)),
            (1, Gen.Const(ModelStep.Kill)),
            (6, Gen.Const(ModelStep.Unkill)),
            (1, Gen.Const(ModelStep.Rollback)),
            (3, Gen.Const(ModelStep.Evaluate)),
            (3, Gen.Const(ModelStep.EvaluateDry)),
            (4, Gen.Const(ModelStep.Tick)),
            (2, Gen.Const(ModelStep.NewBuild)),
            (6, Gen.Const(ModelStep.Rate)),
            (2, Gen.Const(ModelStep.StoreFails)),
            (3, Gen.Const(ModelStep.StoreRecovers)),
            (5, Gen.Const(ModelStep.Write)),
            (2, Gen.Const(ModelStep.Stop)),
            (1, Gen.Const(ModelStep.Crash))
        ),
        Gen.Int[0, 1_000],
        Gen.Int[0, 1_000]
    ).Array[20, 250];

    [Fact]
    public async Task Guard_AnyOrderOfWhatMayHappen_KeepsItsPromises() =>
        await Steps.SampleAsync(
            static async steps =>
            {
                using var folder = new TemporaryFolder();
                using var database = new SqliteDatabase($"Data Source={folder.File("sidecar.db")}");
                using var log = new SqliteRunLog(database);
                using var model = new GuardModel(log);
                await model.PlayAsync(steps);
            },
            iter: 40,
            threads: 1
        );
}
