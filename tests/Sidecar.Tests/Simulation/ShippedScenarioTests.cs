using System.Text.RegularExpressions;
using Sidecar.Simulation.Scenarios;

namespace Sidecar.Tests.Simulation;

public sealed partial class ShippedScenarioTests
{
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Canary.Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scenario_OfTheDocumentation_ComesAsItExpects(string name)
    {
        var scenario = Canary.Shipped(name);
        Assert.NotNull(scenario.Expect?.Action);
        Assert.NotNull(scenario.Description);

        var result = await Canary.RunAsync(scenario);

        Assert.Equal([], ExpectationCheck.Unmet(result)!);
    }

    [Fact]
    public void Scenarios_AreAllNamedInTheDocumentation()
    {
        var text = File.ReadAllText(Path.Combine(Canary.Folder, "..", "simulate.md"));

        Assert.Equal(
            Names.Select(static row => row.Data).Order(),
            Name().Matches(text).Select(static match => match.Groups[1].Value).Distinct().Order()
        );
    }

    [GeneratedRegex(@"\(scenarios/([a-z0-9-]+)\.json\)")]
    private static partial Regex Name();
}
