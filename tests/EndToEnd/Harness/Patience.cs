namespace EndToEnd.Harness;

/// <summary>How long a test waits for what must come. Only a broken product waits so long.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks until the answer is there; past the limit the test fails and says what it saw last.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> there, Func<T, string> otherwise)
    {
        using var timer = new PeriodicTimer(Step);
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var seen = await ask();
            if (there(seen))
                return seen;
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not within {Limit.TotalSeconds} s: {otherwise(seen)}");
            }
        }
    }
}
