using Fuzz.Engine;
using Fuzz.Naive;
using Shadow.Decisions;
using Testing;

namespace Fuzz.Targets;

/// <summary>A planner's answer as an event stream. The input is the stream; it is also read byte by byte and in odd pieces.</summary>
internal sealed class DecisionEventStreamTarget : IFuzzTarget
{
    private const int MaxEvent = 2048;

    public string Name => "decision-event-stream";

    public IReadOnlyList<string> Words { get; } =
    [
        .. Plans.Words,
        "data:",
        "data: ",
        "data",
        "\n\n",
        "\r\n\r\n",
        "\r\r",
        "\r",
        "\ndata: ",
        "\rdata:",
        "event: plan\n",
        "id: 1\n",
        ": comment\n",
        "retry: 10\n",
        "data: [DONE]\n\n",
        "data: {\"agent\":\"x\"}\n\n",
        "data: {\"build\":\"b\"}\n\n",
        "data: {\"usage\":{\"cost\":1}}\n\n",
        "\uFEFF",
    ];

    public int MaxBytes => 16 * 1024;

    public void Run(ReadOnlySpan<byte> input)
    {
        var body = input.ToArray();
        foreach (var options in new[] { Plans.Shipped, Plans.Nested })
        {
            var (expected, bad) = Naive(body, options);
            var badOfBody = new List<string>();
            var ofBody = DecisionReader.Read(body, "text/event-stream", null, options, Plans.Signals, MaxEvent, badOfBody.Add);
            Plans.Same(expected, ofBody, "a stream reads as it does the simple way");
            Promise.SameList(bad, badOfBody, "bad signals are those of the simple way");
            Plans.Same(expected, Scan(options, [body]), "a stream that comes whole reads as its body does");
            Plans.Same(
                expected,
                Scan(options, Inputs.Pieces(body, Inputs.Choices(body))),
                "a stream reads alike in whatever pieces it comes"
            );
            Plans.Same(expected, Scan(options, [.. body.Select(static b => new[] { b })]), "a stream reads alike byte by byte");
        }
    }

    public void Dispose() { }

    private static DecisionReading Scan(DecisionOptions options, IReadOnlyList<byte[]> pieces)
    {
        var budget = new FakeByteBudget();
        DecisionReading reading;
        using (var scanner = new EventStreamScanner(options, Plans.Signals, MaxEvent, budget))
        {
            foreach (var piece in pieces)
                scanner.Append(piece);
            scanner.Complete();
            reading = scanner.Read(null);
        }

        // While a buffer grows, the old one and the new one are held.
        Promise.Holds(budget.Highest <= 4 * MaxEvent, "at most three events are held", $"{budget.Highest} bytes were");
        Promise.Same(0, budget.Reserved, "all memory is given back");
        return reading;
    }

    private static (DecisionReading Reading, IReadOnlyList<string> Bad) Naive(byte[] body, DecisionOptions options)
    {
        var (plan, later, large) = (NaivePlan.None, NaivePlan.None, false);
        foreach (var data in NaiveEvents.Of(body))
        {
            var read = data.Length > MaxEvent ? NaivePlan.None : NaivePlan.Read(data, options, Plans.Signals);
            if (data.Length > MaxEvent)
                large = true;
            else if (read.HoldsPlan)
                (plan, later, large) = (read, read.HoldsSignal ? NaivePlan.None : later, false);
            else if (read.HoldsSignal)
                later = read;
        }

        var signals = new LegSignals(
            later.Signals.CostCents ?? plan.Signals.CostCents,
            later.Signals.Quality ?? plan.Signals.Quality,
            later.Signals.Build ?? plan.Signals.Build
        );
        var outcome = large ? DecisionOutcome.TooLarge : plan.Outcome;
        return (new DecisionReading(outcome, large ? null : plan.Decision, signals), [.. plan.Bad, .. later.Bad]);
    }
}
