using System.Globalization;
using System.Text.Json.Nodes;

namespace EndToEnd.Harness;

/// <summary>What a sidecar is started with.</summary>
internal sealed record SidecarSettings
{
    /// <summary>Address of planner v1.</summary>
    public required string V1 { get; init; }

    /// <summary>Address of planner v2.</summary>
    public required string V2 { get; init; }

    /// <summary>canary_pct of the start: 0 lets v1 answer every run, 100 v2.</summary>
    public double CanaryPct { get; init; }

    /// <summary>Further keys of yarp.json, such as <c>("Shadow:TimeoutSeconds", 1)</c>; null as a value takes a key out.</summary>
    public IReadOnlyList<(string Key, JsonNode? Value)> Keys { get; init; } = [];

    /// <summary>Further environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The whole yarp.json as text, in the place of the one that is built; empty: no file at all.</summary>
    public string? YarpJson { get; init; }

    /// <summary>A folder that outlives the process, for a second start on the same data; null: a folder of its own.</summary>
    public string? Folder { get; init; }

    /// <summary>The command line. By default it serves on a port of the system's choice; without --urls Kestrel:Endpoints decides.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = ["--urls", "http://127.0.0.1:0"];

    /// <summary>Words ahead of the program, which start it under what they say; the process stays the same.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>The yarp.json: every method and path is split, and what <see cref="Keys"/> adds.</summary>
    public string ToYarpJson()
    {
        if (YarpJson is not null)
            return YarpJson;
        var root = new JsonObject
        {
            ["ReverseProxy"] = new JsonObject
            {
                ["Routes"] = new JsonObject
                {
                    ["planner"] = new JsonObject
                    {
                        ["ClusterId"] = "v1",
                        ["Match"] = new JsonObject { ["Path"] = "/{**path}" },
                        ["Transforms"] = new JsonArray(new JsonObject { ["CanarySplit"] = "v2" }),
                    },
                },
                ["Clusters"] = new JsonObject { ["v1"] = Cluster(V1), ["v2"] = Cluster(V2) },
            },
        };
        foreach (var (key, value) in Keys)
            Set(root, key.Split(':'), value);
        return root.ToJsonString();
    }

    private static JsonObject Cluster(string address) =>
        new()
        {
            ["HealthCheck"] = new JsonObject { ["AvailableDestinationsPolicy"] = "HealthyAndUnknown" },
            ["HttpClient"] = new JsonObject { ["RequestHeaderEncoding"] = "utf-8" },
            ["Destinations"] = new JsonObject { ["a"] = new JsonObject { ["Address"] = address } },
        };

    private static void Set(JsonNode node, ReadOnlySpan<string> path, JsonNode? value)
    {
        if (node is JsonArray array)
        {
            Set(array[int.Parse(path[0], CultureInfo.InvariantCulture)]!, path[1..], value);
            return;
        }

        var parent = node.AsObject();
        if (path.Length > 1)
            Set(parent[path[0]] ??= new JsonObject(), path[1..], value);
        else if (value is null)
            parent.Remove(path[0]);
        else
            parent[path[0]] = value.DeepClone();
    }
}
