using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>A sidecar whose operators' token is known. Wrong ones count by address: each test takes one of its own.</summary>
public sealed class TokenGuessFixture : IAsyncLifetime
{
    private int _guessers;

    internal Bed Bed { get; private set; } = null!;

    /// <summary>An address that nobody guessed from before.</summary>
    internal string AnotherGuesser() => $"127.0.2.{Interlocked.Increment(ref _guessers)}";

    public async ValueTask InitializeAsync() => Bed = await TokenGuessTests.StartAsync();

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
