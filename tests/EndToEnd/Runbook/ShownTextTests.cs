namespace EndToEnd.Runbook;

public sealed class ShownTextTests
{
    private const string Json = """
        {"status":"degraded","n":12.5,"none":null,"on":true,"at":"2026-11-24T13:44:02.93271Z","id":"01a20dcc-9c50-78c2-8d8a-bc53cb23cb92",
         "list":[{"text":"cost (V2: 4.2¢ > 3.0¢)"},{"text":"more"}],"empty":[]}
        """;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"degraded","n":1,"none":null,"on":true}""")]
    [InlineData("""{"at":"2025-01-01T00:00:00Z","id":"00000000-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"list":[{"text":"cost (V2: 9.9¢ > 3.0¢)"}],"empty":[]}""")]
    [InlineData("""{"list":[{"text":"cost …"}]}""")]
    public void Fault_JsonAsShown_IsNone(string shown) => Assert.Null(ShownText.Fault(new RunbookOutput(1, true, shown), Json));

    [Theory]
    [InlineData("""{"state":"degraded"}""")]
    [InlineData("""{"status":"healthy"}""")]
    [InlineData("""{"n":"12.5"}""")]
    [InlineData("""{"none":1}""")]
    [InlineData("""{"on":false}""")]
    [InlineData("""{"at":"today"}""")]
    [InlineData("""{"list":[]}""")]
    [InlineData("""{"list":[{"text":"cost (V1: 4.2¢ > 3.0¢)"}]}""")]
    [InlineData("""{"empty":[1]}""")]
    [InlineData("""["status"]""")]
    [InlineData("{")]
    public void Fault_JsonOtherwise_IsOne(string shown) => Assert.NotNull(ShownText.Fault(new RunbookOutput(1, true, shown), Json));

    [Theory]
    [InlineData("planner_a{x=\"v1\"} 200\nreport-2025-W42.md", true)]
    [InlineData("planner_a{x=…} 3", true)]
    [InlineData("report-2025-W01.md", true)]
    [InlineData("planner_a{x=\"v2\"} 200", false)]
    [InlineData("planner_a", false)]
    [InlineData("report-2025-W42.md\nplanner_a{x=\"v1\"} 200", false)]
    [InlineData("planner_a{x=\"v1\"} 200\nplanner_a{x=\"v1\"} 200", false)]
    public void Fault_Lines_AreFoundInTheirOrder(string shown, bool found) =>
        Assert.Equal(
            found,
            ShownText.Fault(new RunbookOutput(1, false, shown), "first\nplanner_a{x=\"v1\"} 17\nother\nreport-2026-W48.md") is null
        );
}
