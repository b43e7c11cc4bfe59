using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>A change of the settings that an operator asks for, and what became of it.</summary>
/// <param name="Reason">Its own reason, by which it is found again.</param>
internal sealed record SettingsChange(string Reason)
{
    /// <summary>The status of the answer; 0 where the process ended before it answered.</summary>
    public int Status { get; private init; }

    /// <summary>The answered settings.</summary>
    public JsonNode? Config { get; private init; }

    /// <summary>Whether the answer said that this change is in the store.</summary>
    public bool Durable => Status == 200 && Own && (bool)Config!["durable"]!;

    /// <summary>Whether the answer said that nothing of it was kept.</summary>
    public bool Refused => Status is not 0 and not 200;

    // False where it asked for what was in force already: then there is no entry of it.
    private bool Own => (string?)Config!["reason"] == Reason;

    /// <summary>Asks for a change at random: some give v2 more, some less, some take it out.</summary>
    public async Task<SettingsChange> AskAsync(GuardClient guard)
    {
        try
        {
            var answer = Random.Shared.Next(10) == 0 ? await guard.RollbackAsync(Body("")) : await guard.PutAsync(Body(Wish()));
            return this with { Status = answer.Status, Config = answer.Status == 200 ? answer.Json : null };
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return this;
        }
    }

    private string Body(string wish) => $$"""{{{wish}}"updated_by":"ops","reason":"{{Reason}}"}""";

    private static string Wish()
    {
        var canary = string.Create(CultureInfo.InvariantCulture, $"\"canary_pct\":{Random.Shared.Next(1, 100_000) / 1000.0},");
        return Random.Shared.Next(3) switch
        {
            0 => "\"kill_switch\":true,",
            1 => "\"kill_switch\":false," + canary,
            _ => canary,
        };
    }
}
