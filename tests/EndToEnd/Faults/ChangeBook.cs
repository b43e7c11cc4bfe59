using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>Every change that was asked for, to be compared with what the store holds.</summary>
internal sealed class ChangeBook
{
    private readonly ConcurrentQueue<SettingsChange> _changes = [];
    private int _asked;
    private int _durable;

    /// <summary>Changes whose answer said that they are in the store.</summary>
    public int Durable => _durable;

    /// <summary>What was asked for and what was answered.</summary>
    public string Summary =>
        $"{_changes.Count} changes asked for: {_durable} answered as durable, {_changes.Count(static change => change.Refused)} refused, "
        + $"{_changes.Count(static change => change.Status == 0)} without an answer";

    /// <summary>An operator who changes the settings one after the other until there is no sidecar.</summary>
    public async Task ChangeAsync(GuardClient guard, Action changed)
    {
        SettingsChange change;
        do
        {
            change = await new SettingsChange($"change {Interlocked.Increment(ref _asked)}").AskAsync(guard);
            _changes.Enqueue(change);
            if (change.Durable)
            {
                Interlocked.Increment(ref _durable);
                changed();
            }
        } while (change.Status != 0);
    }

    /// <summary>Compares with the history and the settings of a sidecar that has started again.</summary>
    public async Task AssertHeldAsync(Bed bed)
    {
        var rows = AuditFile.Query(bed.Sidecar.Folder, "SELECT coalesce(reason, ''), after FROM history ORDER BY id");
        var held = rows.GroupBy(static row => row[0]).ToDictionary(static one => one.Key, static one => one.ToList());
        foreach (var change in _changes)
        {
            var entries = held.GetValueOrDefault(change.Reason) ?? [];
            Assert.False(change.Refused && entries.Count > 0, $"'{change.Reason}' was refused with {change.Status} and is in the history");
            Assert.True(entries.Count <= 1, $"'{change.Reason}' is in the history {entries.Count} times");
            if (!change.Durable)
                continue;
            Assert.True(entries.Count == 1, $"'{change.Reason}' was answered as durable and is not in the history");
            AssertSame(change.Config!, JsonNode.Parse(entries[0][1])!);
        }

        var versions = rows.Select(static row => (long)JsonNode.Parse(row[1])!["version"]!).ToList();
        Assert.Equal(versions.Order().Distinct(), versions);
        var config = (await bed.Guard.StatusAsync())["config"]!;
        AssertSame(config, JsonNode.Parse(rows[^1][1])!);
        Assert.True((bool)config["durable"]!);
    }

    private static void AssertSame(JsonNode config, JsonNode after)
    {
        foreach (var name in new[] { "canary_pct", "kill_switch", "epoch", "version" })
            Assert.Equal(Value(config[name]!), Value(after[name]!));
    }

    private static string Value(JsonNode node) => Convert.ToString(node.GetValue<object>(), CultureInfo.InvariantCulture)!;
}
