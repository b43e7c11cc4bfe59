using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>SIGKILL while operators change the settings and agents ask: 60 changes over 5 lives, at full length 1,000 over 50.</summary>
public sealed class SigkillTests
{
    private const int Operators = 3;

    // Runs are at most 100 ms behind; a machine that is busy with other things may take its time.
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Sigkill_WithinSettingsChangesUnderTraffic_EveryDurableAnswerIsThereAfterTheStart()
    {
        var (lives, changes) = (FullRun.Of(5, 50), FullRun.Of(60, 1_000));
        await using var bed = await Bed.StartAsync(static settings => settings with { CanaryPct = 50 });
        var (book, lost, runs) = (new ChangeBook(), TimeSpan.Zero, 0);
        for (var life = 1; life <= lives; life++)
        {
            await using var traffic = Traffic.Start(bed.Sidecar.Address, 4);
            var killed = await KilledAfterAsync(bed, book, Due(book, lives - life, changes));
            var answers = (await traffic.EndAsync()).Where(static answer => answer.Fault is null).ToList();
            await bed.RestartAsync();

            await book.AssertHeldAsync(bed);
            Assert.DoesNotContain("store", await bed.Guard.CausesAsync());
            var held = AuditFile.RunIds(bed.Sidecar.Folder);
            runs += answers.Count;
            foreach (var answer in answers.Where(answer => !held.Contains(answer.RunId!)))
                lost = Max(lost, killed - (answer.Sent + answer.Took));
        }

        Assert.True(lost < Behind, $"A run that was answered {lost} before the end is not recorded");
        Assert.True(book.Durable >= changes, book.Summary);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{lives} lives, {book.Summary}; all held. Of {runs} answered runs the oldest that is lost ended {lost.TotalMilliseconds:0} ms before the end"
        );
    }

    // The changes that are left, shared among the lives that are left, more or less; so the end comes at any moment of a change.
    private static int Due(ChangeBook book, int livesAfter, int changes)
    {
        var left = changes - book.Durable;
        return livesAfter == 0 ? left : Random.Shared.Next(1, Math.Max(2, 2 * left / (livesAfter + 1)));
    }

    private static async Task<DateTimeOffset> KilledAfterAsync(Bed bed, ChangeBook book, int changes)
    {
        var (made, due) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var guard = bed.Guard;
        var operators = Enumerable.Range(0, Operators).Select(_ => Task.Run(() => book.ChangeAsync(guard, Changed))).ToList();
        await due.Task.WaitAsync(Patience.Limit);
        var killed = TimeProvider.System.GetUtcNow();
        bed.Sidecar.Kill();
        await bed.Sidecar.ExitAsync();
        await Task.WhenAll(operators);
        return killed;

        void Changed()
        {
            if (Interlocked.Increment(ref made) >= changes)
                due.TrySetResult();
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
