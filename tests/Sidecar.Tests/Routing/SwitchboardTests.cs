using CsCheck;
using Shadow.Runs;
using Sidecar.Guard;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public class SwitchboardTests
{
    [Fact]
    public void Assign_KillSwitchOn_IsV1WhateverIsAsked() =>
        Gen.Select(Gen.Double[0, 100], Gen.Int[0, 99_999], Gen.Bool)
            .Sample(
                (percent, point, asks) =>
                    Assert.Equal(
                        new Assignment(Planner.V1, SelectionReason.KillSwitch),
                        Switchboard.Assign(Guard(percent, kill: true), asks ? Planner.V2 : null, point)
                    )
            );

    [Theory]
    [InlineData(Planner.V1)]
    [InlineData(Planner.V2)]
    public void Assign_CallerAsks_GetsThatPlanner(Planner asked) =>
        Assert.Equal(new Assignment(asked, SelectionReason.Override), Switchboard.Assign(Guard(50), asked, 0));

    [Fact]
    public void Assign_ZeroPercent_IsNeverV2() =>
        Gen.Int[0, 99_999].Sample(point => Assert.Equal(SelectionReason.Default, Switchboard.Assign(Guard(0), null, point).Reason));

    [Fact]
    public void Assign_HundredPercent_IsAlwaysV2() =>
        Gen.Int[0, 99_999].Sample(point => Assert.Equal(SelectionReason.Canary, Switchboard.Assign(Guard(100), null, point).Reason));

    [Fact]
    public void Assign_PercentRaised_OnlyAddsToV2() =>
        Gen.Select(Gen.Double[0, 100], Gen.Double[0, 100], Gen.Int[0, 99_999])
            .Sample(
                (a, b, point) =>
                {
                    var low = Switchboard.Assign(Guard(Math.Min(a, b)), null, point).Planner;
                    var high = Switchboard.Assign(Guard(Math.Max(a, b)), null, point).Planner;
                    Assert.True(low == Planner.V1 || high == Planner.V2);
                }
            );

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(1.001, 1001)]
    [InlineData(4.35, 4350)]
    [InlineData(20, 20_000)]
    [InlineData(99.999, 99_999)]
    public void CanaryPoints_AnyPercent_AreExact(double percent, int points) => Assert.Equal(points, Guard(percent).CanaryPoints);

    [Theory]
    [InlineData(0.001)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(99)]
    public void Assign_TenThousandRandomRuns_LieWithinFiveDeviations(double percent)
    {
        const int Runs = 10_000;
        var random = new SharedRandomPoints();
        var guard = Guard(percent);
        var v2 = Enumerable
            .Range(0, Runs)
            .Count(_ => Switchboard.Assign(guard, null, random.Next(GuardSnapshot.Points)).Planner == Planner.V2);
        var share = percent / 100;
        // 5 deviations: once in 1.7 million tries by chance.
        var deviation = Math.Sqrt(Runs * share * (1 - share));
        Assert.InRange(v2, (Runs * share) - (5 * deviation) - 1, (Runs * share) + (5 * deviation) + 1);
    }

    private static GuardSnapshot Guard(double percent, bool kill = false) =>
        new()
        {
            CanaryPct = percent,
            KillSwitch = kill,
            Epoch = 1,
            Version = 1,
            UpdatedBy = "test",
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
}
