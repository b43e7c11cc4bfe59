using Fuzz.Engine;
using Fuzz.Naive;
using Shadow.Decisions;

namespace Fuzz.Targets;

/// <summary>A planner's answer in JSON. The input is the body.</summary>
internal sealed class DecisionJsonTarget : IFuzzTarget
{
    // A list of empty objects costs a document each.
    private const int BytesForEach = 600;

    public string Name => "decision-json";

    public IReadOnlyList<string> Words => Plans.Words;

    public int MaxBytes => 64 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var body = input.ToArray();
        Read(body, Plans.Shipped);
        Read(body, Plans.Nested);
    }

    public void Dispose() { }

    private static void Read(byte[] body, DecisionOptions options)
    {
        DecisionReading reading = default;
        var bad = new List<string>();
        Promise.Allocates(
            body.Length,
            BytesForEach,
            0,
            () => reading = DecisionReader.Read(body, "application/json", null, options, Plans.Signals, 1 << 20, bad.Add)
        );
        var json = body.AsSpan();
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        var naive = NaivePlan.Read(json, options, Plans.Signals);
        Plans.Same(new DecisionReading(naive.Outcome, naive.Decision, naive.Signals), reading, "a plan reads as it does the simple way");
        Promise.SameList(naive.Bad, bad, "bad signals are those of the simple way");
        if (reading.Decision is not { } decision)
            return;
        var again = DecisionReader.ReadDocument(Plans.Write(decision), Plans.Shipped, Plans.Signals, null);
        // What has no agent and no steps is no plan, so a plan of such a list alone keeps its empty list.
        Plans.Same(decision, again.Decision, "a decision that is written down reads the same");
    }
}
