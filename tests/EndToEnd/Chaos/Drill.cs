using System.Text.Json.Nodes;

namespace EndToEnd.Chaos;

/// <summary>One fault of the table: how it is switched on in the middle of the traffic, and what is looked at besides.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Part">The part of the table.</param>
/// <param name="BreakAsync">Switches it on.</param>
internal sealed record Drill(string Name, DrillPart Part, Func<ChaosBed, Task> BreakAsync)
{
    /// <summary>Further keys of yarp.json.</summary>
    public (string Key, JsonNode? Value)[] Keys { get; init; } = [];

    /// <summary>Mends it once the traffic is over; null where nothing is to be mended.</summary>
    public Func<ChaosBed, Task>? MendAsync { get; init; }

    /// <summary>True where the sidecar makes a new store by itself: what was in the old one is gone, and a setting can be durable again.</summary>
    public bool StoreIsNew { get; init; }

    /// <summary>How long an agent waits for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What else the agents' answers may be, as they are v2's own: a status or a body.</summary>
    public string? Passes { get; init; }

    /// <summary>The share of the requests that are sent, where each takes long; 1: all.</summary>
    public double Share { get; init; } = 1;
}
