using System.Text;
using Shadow.Decisions;
using Testing;

namespace Shadow.Tests.Decisions;

public class EventStreamScannerTests
{
    private const string X = "{\"agent\":\"x\"}";
    private const int Cap = 100;

    private readonly FakeByteBudget _budget = new();

    private static string Oversized => "data: {\"agent\":\"" + new string('o', Cap) + "\"}\n\n";

    [Fact]
    public void Append_PlanAndSignals_KeepsTheLastOfEach()
    {
        using var scanner = Scanner();

        Append(scanner, $"data: {X}\n\ndata: {{\"build\":\"1\"}}\n\n");
        Assert.Equal(X, Encoding.UTF8.GetString(scanner.Plan));
        Append(scanner, "data: {\"agent\":\"y\"}\n\ndata: {\"build\":\"2\"}\n\ndata: {\"build\":null}\n\ndata: {\"other\":\"3\"}\n\n");

        Assert.True(scanner.HasPlan);
        Assert.Equal("{\"agent\":\"y\"}", Encoding.UTF8.GetString(scanner.Plan));
        Assert.Equal("{\"build\":\"2\"}", Encoding.UTF8.GetString(scanner.SignalEvent));
    }

    [Fact]
    public void Append_PlanWithSignals_IsNotKeptTwice()
    {
        using var scanner = Scanner();

        Append(scanner, "data: {\"build\":\"1\"}\n\ndata: {\"agent\":\"x\",\"build\":\"2\"}\n\n");

        Assert.True(scanner.SignalEvent.IsEmpty);
        Assert.Equal("2", scanner.Read(null).Signals.Build);
    }

    [Fact]
    public void Append_OversizedEvent_IsPassedOver()
    {
        using var scanner = Scanner();

        Append(scanner, Oversized);
        Assert.True(scanner.TooLarge);
        Assert.False(scanner.HasPlan);
        Append(scanner, $"data: {X}\n\n");

        Assert.False(scanner.TooLarge);
        Assert.Equal("x", scanner.Read(null).Decision!.Agent);
    }

    [Fact]
    public void Append_OversizedEventAfterThePlan_IsTooLarge()
    {
        using var scanner = Scanner();

        Append(scanner, $"data: {X}\n\n" + Oversized);

        Assert.True(scanner.TooLarge);
        Assert.True(scanner.HasPlan);
        Assert.Equal(DecisionOutcome.TooLarge, scanner.Read(null).Outcome);
    }

    [Fact]
    public void Complete_UnterminatedOversizedEvent_IsTooLarge()
    {
        using var scanner = Scanner();

        Append(scanner, Oversized.TrimEnd());
        Assert.False(scanner.TooLarge);
        scanner.Complete();

        Assert.True(scanner.TooLarge);
    }

    [Fact]
    public void Append_EventAtTheCap_IsKept()
    {
        using var scanner = Scanner();

        Append(scanner, $"data: {X}{new string(' ', Cap - X.Length)}\n\n");

        Assert.True(scanner.HasPlan);
    }

    [Fact]
    public void Complete_UnterminatedPlan_IsAccepted()
    {
        using var scanner = Scanner();

        Append(scanner, $"data: {X}");
        Assert.False(scanner.HasPlan);
        scanner.Complete();
        Append(scanner, "\n\ndata: {\"agent\":\"late\"}\n\n");
        scanner.Complete();

        Assert.Equal("x", scanner.Read(null).Decision!.Agent);
    }

    [Fact]
    public void Append_EndlessOversizedEvent_HoldsNoMoreThanTheCap()
    {
        using var scanner = Scanner();

        Append(scanner, "data: {");
        for (var i = 0; i < 1000; i++)
            Append(scanner, new string('x', Cap));

        Assert.InRange(_budget.Highest, 1, Cap);
    }

    [Fact]
    public void Append_BudgetRefuses_HoldsNothing()
    {
        var budget = new FakeByteBudget(limit: 3000);
        using var scanner = new EventStreamScanner(Answers.Decision, Answers.Signals, 100_000, budget);

        Append(scanner, $"data: {X}\n\n");
        Assert.True(scanner.HasPlan);
        Append(scanner, "data: " + new string('x', 5000) + $"\n\ndata: {X}\n\n");
        scanner.Complete();

        Assert.True(scanner.OutOfMemory);
        Assert.False(scanner.HasPlan);
        Assert.Equal(0, budget.Reserved);
        Assert.Equal(DecisionOutcome.TooLarge, scanner.Read(null).Outcome);
    }

    [Fact]
    public void Dispose_Twice_GivesBackOnce()
    {
        var scanner = new EventStreamScanner(Answers.Decision, Answers.Signals, 100_000, _budget);
        Append(scanner, $"data: {X}{new string(' ', 9000)}\n\ndata: {{\"build\":1}}\n\ndata: more");
        Assert.InRange(_budget.Reserved, 9000 + 2 * 1024, 100_000);

        scanner.Dispose();
        scanner.Dispose();
        Append(scanner, $"data: {X}\n\n");

        Assert.Equal(0, _budget.Reserved);
        Assert.False(scanner.HasPlan);
    }

    [Fact]
    public void Append_EventsThatAreNoPlans_AllocateNothing()
    {
        using var scanner = Scanner();
        var events = Answers.Utf8(
            """
            event: token
            data: {"token":"hello","index":[1,2,{"deep":null}]}

            data: {"token":"a line\n","agent":5,"steps":"none"}

            data: plain text

            data: [DONE]


            """
        );
        scanner.Append(events);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
            scanner.Append(events);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(scanner.HasPlan);
    }

    private static void Append(EventStreamScanner scanner, string text) => scanner.Append(Answers.Utf8(text));

    private EventStreamScanner Scanner() => new(Answers.Decision, Answers.Signals, Cap, _budget);
}
