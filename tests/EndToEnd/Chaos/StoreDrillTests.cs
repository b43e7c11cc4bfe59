namespace EndToEnd.Chaos;

/// <summary>The store fails.</summary>
public sealed class StoreDrillTests
{
    public static TheoryData<string> Names => DrillCheck.Names(static part => part == DrillPart.Store);

    static StoreDrillTests() => StoreDrills.SurviveLimits();

    [Theory]
    [MemberData(nameof(Names))]
    public Task Drill_FewRequests_IsWhatTheTableSays(string name) => DrillCheck.AssertAsync(name);
}
