namespace EndToEnd.Chaos;

/// <summary>v2 fails within its answer, or answers oddly.</summary>
public sealed class FaultWithinTheAnswerDrillTests
{
    public static TheoryData<string> Names => DrillCheck.Names(static part => part == DrillPart.WithinTheAnswer);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Drill_FewRequests_IsWhatTheTableSays(string name) => DrillCheck.AssertAsync(name);
}
