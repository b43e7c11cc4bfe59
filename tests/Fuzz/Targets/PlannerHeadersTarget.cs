using System.Text;
using System.Text.RegularExpressions;
using Fuzz.Engine;
using Fuzz.Naive;
using Microsoft.AspNetCore.Http;
using Shadow.Decisions;
using Shadow.Runs;
using Sidecar.Guard.Routes;
using Sidecar.Routing;

namespace Fuzz.Targets;

/// <summary>
/// The headers that the sidecar reads itself: signals of planners, traceparent, X-Planner-Override, If-Match. The input is a header a line;
/// each value is also tried as a signal of every kind.
/// </summary>
internal sealed partial class PlannerHeadersTarget : IFuzzTarget
{
    private const string IfMatchName = "If-Match";

    private static readonly string[] Ours =
    [
        "x-planner-run-id",
        "x-planner-version",
        "x-planner-role",
        "x-planner-selected",
        "x-planner-reason",
        "x-planner-ttfb-ms",
        "x-planner-override",
    ];

    public string Name => "planner-headers";

    public IReadOnlyList<string> Words { get; } =
    [
        "X-Planner-Override: ",
        "X_Planner_Override: v2",
        "x-planner-role: shadow\n",
        "X-Planner-Cost-Cents: ",
        "X-Planner-Build: ",
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "If-Match: \"7\"\n",
        "v1",
        "v2",
        "-",
        "_",
        "00-",
        "ff-",
        "\"",
        "*",
        "W/",
        "\n",
        "\t",
    ];

    public int MaxBytes => 16 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var fields = HeaderLines.Read(Encoding.Latin1.GetString(input).Split('\n'));
        foreach (var (_, value) in fields)
        {
            Signal(value);
            Trace(value);
        }

        var headers = new HeaderDictionary();
        HeaderLines.Put(fields, headers);
        Override(headers);
        Version(headers);
        Strip(headers);
    }

    public void Dispose() { }

    private static void Signal(string text)
    {
        Promise.Same(NaivePlan.Number(text, 1e9), SignalCheck.Cost(text, out var bad), "a cost is the one of the simple way");
        Promise.Same(NaivePlan.Number(text, 1e9) is null, bad, "a cost is bad exactly where there is none");
        Promise.Same(NaivePlan.Number(text, 100), SignalCheck.Quality(text, out bad), "a quality is the one of the simple way");
        Promise.Same(NaivePlan.Number(text, 100) is null, bad, "a quality is bad exactly where there is none");
        Promise.Same(NaivePlan.Build(text), SignalCheck.Build(text, out bad), "a build is the one of the simple way");
        Promise.Same(NaivePlan.Build(text) is null, bad, "a build is bad exactly where there is none");
    }

    private static void Trace(string text)
    {
        var match = TraceContext.Match(text);
        var expected =
            match.Success && match.Groups["id"].Value.Trim('0').Length > 0 && match.Groups["parent"].Value.Trim('0').Length > 0
                ? match.Groups["id"].Value
                : null;
        Promise.Same(expected, TraceParent.TraceId(text), "a trace id is that of a valid traceparent");
    }

    private static void Override(HeaderDictionary headers)
    {
        var asked = AgentHeaders.Asked(headers);
        // An empty one is no wish; of several none counts.
        var said = headers["X-Planner-Override"].Where(static value => value!.Length > 0).ToList();
        var expected =
            said.Count != 1
                ? null
                : said[0]!.Trim() switch
                {
                    "v1" or "V1" => Planner.V1,
                    "v2" or "V2" => Planner.V2,
                    _ => (Planner?)null,
                };
        Promise.Same(expected, asked, "the wish is the one of the simple way");
    }

    private static void Version(HeaderDictionary headers)
    {
        var fault = IfMatch.Read(headers[IfMatchName], out var version);
        if (fault is not null)
            Promise.IsForPeople($"{fault.Field} {fault.Detail}");
        var text = headers[IfMatchName].Count == 1 ? headers[IfMatchName][0]!.Trim() : null;
        Promise.Holds(
            version is null || text == $"\"{version}\"" || text!.StartsWith("\"0", StringComparison.Ordinal),
            "the version is the one in quotes",
            $"{text}: {version}"
        );
        Promise.Same(
            headers[IfMatchName].Count > 0 && text != "*" && version is null,
            fault is not null,
            "what names no version is refused"
        );
    }

    private static void Strip(HeaderDictionary headers)
    {
        var rest = headers.Keys.Where(static name => !Ours.Contains(Mark.Replace(name, "-").ToLowerInvariant())).ToList();
        AgentHeaders.Strip(headers);
        Promise.SameList(rest, [.. headers.Keys], "our names, and no others, are taken out");
    }

    // Some planners read any mark as a hyphen.
    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex Mark { get; }

    // Of version 00 nothing may follow; of a later one what follows begins with a hyphen. Version ff is none.
    [GeneratedRegex(
        @"\A(00|(?!00|ff)[0-9a-f]{2}(?=.{53}(-|\z)))-(?<id>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-[0-9a-f]{2}(?(?<=\A00.{53})\z)",
        RegexOptions.Singleline
    )]
    private static partial Regex TraceContext { get; }
}
