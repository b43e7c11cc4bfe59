namespace EndToEnd.Chaos;

/// <summary>A drill of bench/Chaos with few requests: agents see none of it.</summary>
internal static class DrillCheck
{
    private const int Requests = 200;

    /// <summary>The names of the drills that a test runs.</summary>
    public static TheoryData<string> Names(Func<DrillPart, bool> parts) =>
        [.. Drills.All.Where(drill => parts(drill.Part)).Select(static drill => drill.Name)];

    /// <summary>Runs a drill and checks that it ends as the table says.</summary>
    public static async Task AssertAsync(string name)
    {
        var drill = Drills.All.Single(drill => drill.Name == name);

        var result = await DrillRunner.RunAsync(drill, Requests);

        Assert.Empty(result.Notes);
        Assert.True(result.Balanced);
        Assert.Equal(result.Sent, result.ByV1 + result.ByV2 + result.Errors);
        if (drill.Part == DrillPart.WithinTheAnswer)
            Assert.NotEqual(0, result.Errors);
        else
            Assert.Equal([], result.Faults);
        if (drill.Passes is { } passes)
            Assert.Equal([passes], result.Faults.Keys);
        if (!drill.StoreIsNew)
            Assert.Equal(result.Runs, result.Recorded);
    }
}
