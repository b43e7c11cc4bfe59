using Sidecar.Guard.Judging;

namespace Sidecar.Tests.Guard.Judging;

public sealed class RehearsalTests
{
    [Fact]
    public void Run_BreachesEverything() =>
        Assert.Equal(
            [
                "quality (V1: 100.0, V2: 1.0, drop: 99.0)",
                "latency (V2 p95: 9000ms > 1600ms)",
                "cost (V2: 9.0¢ > 3.0¢)",
                "errors (V1: 0.0%, V2: 50.0%)",
                "errors (V2: 1 consecutive failures)",
            ],
            Rehearsal.Run(TimeProvider.System)
        );
}
