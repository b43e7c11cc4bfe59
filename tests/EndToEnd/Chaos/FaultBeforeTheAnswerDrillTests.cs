namespace EndToEnd.Chaos;

/// <summary>v2 fails before its answer began.</summary>
public sealed class FaultBeforeTheAnswerDrillTests
{
    public static TheoryData<string> Names => DrillCheck.Names(static part => part == DrillPart.BeforeTheAnswer);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Drill_FewRequests_IsWhatTheTableSays(string name) => DrillCheck.AssertAsync(name);
}
