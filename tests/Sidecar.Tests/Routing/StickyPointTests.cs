using CsCheck;
using Sidecar.Guard;
using Sidecar.Routing;

namespace Sidecar.Tests.Routing;

public sealed class StickyPointTests
{
    // The points of another implementation of XXH3. Never to be changed: users would move between planners with an upgrade.
    [Theory]
    [InlineData("canary", "user-1", 4826)]
    [InlineData("canary", "user-2", 86251)]
    [InlineData("canary", "", 15061)]
    [InlineData("", "", 76678)]
    [InlineData("other", "user-1", 58687)]
    [InlineData("canary", "Jürgen 🐤", 59643)]
    [InlineData("a", "bc", 98123)]
    [InlineData("ab", "c", 43185)]
    public void Of_KnownKey_IsThePointItAlwaysWas(string salt, string key, int point)
    {
        Assert.Equal(point, StickyPoint.Of(salt, key));
    }

    [Fact]
    public void Of_KeyTooLongForTheStack_IsThePointItAlwaysWas()
    {
        Assert.Equal(47757, StickyPoint.Of("canary", new string('k', 5000)));
    }

    [Fact]
    public void Of_AnyKey_IsInRangeAndTheSameAgain()
    {
        Gen.Select(Gen.String, Gen.String)
            .Sample(
                (salt, key) =>
                {
                    var point = StickyPoint.Of(salt, key);
                    return point is >= 0 and < GuardSnapshot.Points && StickyPoint.Of(salt, key) == point;
                }
            );
    }

    [Fact]
    public void Of_ManyUsers_AreSpreadEvenly()
    {
        const int Users = 200_000;
        const int Bins = 100;
        var counts = new int[Bins];
        for (var i = 0; i < Users; i++)
            counts[StickyPoint.Of("canary", $"user-{i}") / (GuardSnapshot.Points / Bins)]++;

        var expected = Users / (double)Bins;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);

        // 99 degrees of freedom: 60.0 and 148.2 are the 0.1 and 99.9 percent points.
        Assert.InRange(chiSquare, 60.0, 148.2);
    }

    [Fact]
    public void Of_RaisedPercent_OnlyAddsUsers()
    {
        Gen.Select(Gen.String, Gen.Double[0, 100], Gen.Double[0, 100])
            .Sample(
                (key, a, b) =>
                {
                    var point = StickyPoint.Of("canary", key);
                    return point >= Snapshot(Math.Min(a, b)).CanaryPoints || point < Snapshot(Math.Max(a, b)).CanaryPoints;
                }
            );
    }

    [Fact]
    public void Of_AnotherSalt_SplitsAnotherWay()
    {
        var both = Enumerable.Range(0, 10_000).Count(static i => Below("a", i) && Below("b", i));

        // A tenth of a tenth, within five standard deviations of 9.95.
        Assert.InRange(both, 50, 150);

        static bool Below(string salt, int i) => StickyPoint.Of(salt, $"user-{i}") < GuardSnapshot.Points / 10;
    }

    [Fact]
    public void Of_ShortKey_AllocatesNothing()
    {
        StickyPoint.Of("canary", "user-1");
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
            StickyPoint.Of("canary", "user-1");

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static GuardSnapshot Snapshot(double percent) =>
        new()
        {
            CanaryPct = percent,
            KillSwitch = false,
            Epoch = 1,
            Version = 1,
            UpdatedBy = "test",
            UpdatedAt = default,
        };
}
