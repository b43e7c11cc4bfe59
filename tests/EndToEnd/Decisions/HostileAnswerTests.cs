using System.Text;
using EndToEnd.Harness;
using EndToEnd.PlannerFaults;

namespace EndToEnd.Decisions;

/// <summary>Answers that no planner should give: the agent gets them byte for byte, and the ledger says what they were.</summary>
public sealed class HostileAnswerTests(SharedSeats shared) : IClassFixture<SharedSeats>
{
    private const long Megabyte = 1024 * 1024;

    public static TheoryData<Seat> Seats => [Seat.SelectedV1, Seat.ShadowV2, Seat.SelectedV2];

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_Garbage_PassesAndIsNotAPlan(Seat seat)
    {
        byte[] garbage = [0, 0xFF, 0xFE, (byte)'{', .. Encoding.ASCII.GetBytes("\"agent\": <html>"), 0x80];
        var bed = await AnsweringAsync(seat, RawAnswers.Of(garbage));

        var answer = await bed.PlanAsync();

        AssertPassed(seat, answer, garbage);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal((1, 1), (metrics.Outcome("not_a_plan"), metrics.Errors(seat, "unreadable")));
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_TenMegabytesOfJson_PassesAndIsTooLarge(Seat seat)
    {
        var large = Encoding.ASCII.GetBytes(
            $$"""{"agent":"inbox_triage","steps":[],"tools":[],"dry_run":false,"rest":"{{new string('r', 10_000_000)}}"}"""
        );
        var bed = await AnsweringAsync(seat, RawAnswers.Of(large));

        var answer = await bed.PlanAsync();

        AssertPassed(seat, answer, large);
        var metrics = await bed.Guard.LedgerSettlesAsync(1);
        Assert.Equal(1, metrics.Outcome("response_too_large"));
        Assert.Equal(0, metrics.Sum("planner_errors_total"));
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_TenMegabytesWithoutALength_PassesAndIsTooLarge(Seat seat)
    {
        var large = new byte[10_000_000];
        Array.Fill(large, (byte)' ');
        var bed = await AnsweringAsync(seat, RawAnswers.Head("Content-Type: application/json\r\n"), large);

        var answer = await bed.PlanAsync();

        AssertPassed(seat, answer, large);
        Assert.Equal(1, (await bed.Guard.LedgerSettlesAsync(1)).Outcome("response_too_large"));
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task Plan_Bombs_PassAndMemoryStaysBounded(Seat seat)
    {
        var bombs = Bombs.OfOneGigabyte;
        var next = 0;
        await using var planner = RawPlanner.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            var (coding, bytes) = bombs[(Interlocked.Increment(ref next) - 1) % bombs.Count];
            await connection.WriteAsync(RawAnswers.Of(bytes, $"Content-Type: application/json\r\nContent-Encoding: {coding}\r\n"));
        });
        await using var bed = await planner.SeatAsync(seat);
        var before = bed.Sidecar.Memory("VmRSS");

        const int Runs = 12;
        for (var i = 0; i < Runs; i++)
        {
            var answer = await bed.PlanAsync();
            AssertPassed(seat, answer, bombs[i % bombs.Count].Bytes);
        }

        var metrics = await bed.Guard.LedgerSettlesAsync(Runs);
        Assert.Equal(Runs, metrics.Outcome("response_too_large"));
        // 12 GB would have been unpacked.
        Assert.InRange(bed.Sidecar.Memory("VmHWM") - before, 0, 150 * Megabyte);
    }

    private async Task<Bed> AnsweringAsync(Seat seat, params byte[][] parts) =>
        (await shared.TakeAsync(seat, new("hostile", [], exchange => exchange.BytesAsync(parts)))).Bed;

    private static void AssertPassed(Seat seat, AgentAnswer answer, byte[] sent)
    {
        Assert.Equal(200, answer.Status);
        if (seat.IsSelected())
            Assert.True(answer.Body.AsSpan().SequenceEqual(sent), $"The agent got other bytes: {answer.Body.Length} of {sent.Length}");
        else
            Assert.Equal(Plans.Triage, answer.Text);
    }
}
