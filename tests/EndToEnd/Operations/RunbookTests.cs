using System.Text.RegularExpressions;
using EndToEnd.Runbook;
using Testing;

namespace EndToEnd.Operations;

/// <summary>The runbook is true: everything in it is done, in its order, on a sidecar, and comes out as it says.</summary>
public sealed partial class RunbookTests
{
    private const string Name = "docs/runbook.md";

    [Fact]
    public async Task Runbook_EveryCommandInItsOrder_DoesWhatItSays()
    {
        var document = RunbookDocument.Parse(await File.ReadAllTextAsync(Repository.Path(Name)));
        await using var stage = await RunbookStage.StartAsync();

        await RunbookTrial.RunAsync(document, stage, Name);

        Assert.Empty(MetricMentions.Unknown(document.Text, await stage.MetricsAsync()));
    }

    [Fact]
    public void Runbook_EveryLink_LeadsToAHeading()
    {
        var links = Link().Matches(File.ReadAllText(Repository.Path(Name)));

        Assert.NotEmpty(links);
        Assert.All(
            links,
            static link =>
                Assert.Contains(
                    link.Groups["heading"].Value,
                    Anchors(link.Groups["file"].Value is { Length: > 0 } file ? "docs/" + file : Name)
                )
        );
    }

    // As GitHub makes them; empty is the top of the page.
    private static IEnumerable<string> Anchors(string file) =>
        File.ReadLines(Repository.Path(file))
            .Where(static line => line.StartsWith('#'))
            .Select(static line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .Append("");

    [GeneratedRegex(@"\]\((?<file>[a-z.]*)(#(?<heading>[^)]*))?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w \-]")]
    private static partial Regex NotInAnchors();
}
