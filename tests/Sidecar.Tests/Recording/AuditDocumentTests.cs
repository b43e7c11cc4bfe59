using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Shadow.Decisions;
using Shadow.Runs;
using Sidecar.Recording;
using Sidecar.Tests.Fakes;

namespace Sidecar.Tests.Recording;

public sealed class AuditDocumentTests
{
    private static readonly Guid RunId = new("0199dc6f-6e00-7000-8000-0000000000aa");

    private static readonly RunRecord Bare = new()
    {
        RunId = RunId,
        At = new DateTimeOffset(2025, 10, 13, 10, 0, 0, TimeSpan.FromHours(2)),
        Method = "POST",
        Path = "/plan",
        Status = 502,
        Assigned = Planner.V1,
        Selected = Planner.V1,
        Reason = SelectionReason.KillSwitch,
        Outcome = ShadowOutcome.PrimaryError,
        CanaryPct = 0.1,
        KillSwitch = true,
        Epoch = 4,
    };

    [Fact]
    public void Write_ComparedRun_HasTheShapeOfTheAuditLog()
    {
        var run = Bare with
        {
            At = Bare.At.AddTicks(1_234_567),
            StickyKeyHash = "0123456789abcdef",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            Status = 200,
            Assigned = Planner.V2,
            Selected = Planner.V2,
            Reason = SelectionReason.Canary,
            Outcome = ShadowOutcome.Compared,
            CanaryPct = 15,
            KillSwitch = false,
            V1 = new LegRecord
            {
                Planner = Planner.V1,
                Role = LegRole.Shadow,
                Status = 200,
                LatencyMs = 51.00049,
                TtfbMs = 50,
                Signals = new LegSignals(1.4, 93, "old"),
                Decision = new Decision("inbox_triage", ["a"], [], false, "triage"),
            },
            V2 = new LegRecord
            {
                Planner = Planner.V2,
                Role = LegRole.Primary,
                Status = 200,
                LatencyMs = 45.2,
                TtfbMs = 44.1236,
                Signals = new LegSignals(1.2, 95, "new"),
                Decision = new Decision("inbox_triage", ["a", "b"], ["mail"], false, null),
            },
            Diff = new DecisionDiff(false, true, true, false, false, new StepsEdit(1, 2, 3)),
        };

        AssertJson(
            """
            {"run_id":"0199dc6f-6e00-7000-8000-0000000000aa","at":"2025-10-13T08:00:00.123456Z","agent":"inbox_triage",
            "request":{"method":"POST","path":"/plan","sticky_key_hash":"0123456789abcdef","trace_id":"0af7651916cd43dd8448eb211c80319c"},
            "status":200,
            "plan":{"agent":"inbox_triage","steps":["a","b"],"tools":["mail"],"dry_run":false,
            "planner_meta":{"assigned":"v2","selected":"v2","reason":"canary",
            "shadow":{"agent":"inbox_triage","steps":["a"],"tools":[],"dry_run":false,"objective":"triage"},
            "diff":{"agent_changed":false,"steps_changed":true,"tools_changed":true,"dry_run_changed":false,"any_change":true,
            "status_changed":false,"steps_edit":{"added":1,"removed":2,"moved":3}},
            "role":"primary","shadow_role":"shadow","status":200,"shadow_status":200,
            "latency_ms":45.2,"shadow_latency_ms":51,"ttfb_ms":44.124,"shadow_ttfb_ms":50,
            "cost_cents":1.2,"shadow_cost_cents":1.4,"quality":95,"shadow_quality":93,"build":"new","shadow_build":"old",
            "outcome":"compared","canary_pct":15,"kill_switch":false,"epoch":4}}}
            """,
            run
        );
    }

    [Fact]
    public void Write_NothingKnown_LeavesItOut() =>
        AssertJson(
            """
            {"run_id":"0199dc6f-6e00-7000-8000-0000000000aa","at":"2025-10-13T08:00:00.000000Z",
            "request":{"method":"POST","path":"/plan"},"status":502,
            "plan":{"planner_meta":{"assigned":"v1","selected":"v1","reason":"kill_switch",
            "outcome":"primary_error","canary_pct":0.1,"kill_switch":true,"epoch":4}}}
            """,
            Bare
        );

    [Fact]
    public void Write_Failover_NamesBothEndsOfTheLegs()
    {
        var run = Bare with
        {
            Status = 200,
            Assigned = Planner.V2,
            Reason = SelectionReason.Failover,
            KillSwitch = false,
            V1 = new LegRecord
            {
                Planner = Planner.V1,
                Role = LegRole.Shadow,
                Status = 200,
                LatencyMs = 10,
                Decision = new Decision(null, [], [], null, null),
            },
            V2 = new LegRecord
            {
                Planner = Planner.V2,
                Role = LegRole.Primary,
                Failure = LegFailure.Timeout,
                Inconclusive = true,
                LatencyMs = 30_000,
            },
        };

        AssertJson(
            """
            {"run_id":"0199dc6f-6e00-7000-8000-0000000000aa","at":"2025-10-13T08:00:00.000000Z",
            "request":{"method":"POST","path":"/plan"},"status":200,
            "plan":{"steps":[],"tools":[],
            "planner_meta":{"assigned":"v2","selected":"v1","reason":"failover","role":"shadow","shadow_role":"primary",
            "status":200,"shadow_failure":"timeout","shadow_inconclusive":true,"latency_ms":10,"shadow_latency_ms":30000,
            "outcome":"primary_error","canary_pct":0.1,"kill_switch":false,"epoch":4}}}
            """,
            run
        );
    }

    [Fact]
    public void Write_Bodies_AreTextWhereTheyAreAndBase64Otherwise()
    {
        var run = SampleRuns.Run() with { RequestBody = Encoding.UTF8.GetBytes("{\"é\":1}") };
        run = run with { V1 = run.V1! with { Body = [0xFF, 0xFE] }, V2 = run.V2! with { Body = [] } };

        using var document = JsonDocument.Parse(Json(run));

        Assert.Equal("""{"request":"{\"é\":1}","v1_base64":"//4=","v2":""}""", document.RootElement.GetProperty("bodies").GetRawText());
    }

    private static void AssertJson(string expected, RunRecord run) =>
        Assert.Equal(expected.ReplaceLineEndings("\n").Replace("\n", "", StringComparison.Ordinal), Json(run));

    private static string Json(RunRecord run)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            AuditDocument.Write(writer, run);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
