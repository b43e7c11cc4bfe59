using System.Text.Json.Nodes;

namespace Rig;

/// <summary>The yarp.json of a sidecar that splits every method and path.</summary>
internal static class YarpJson
{
    /// <summary>As text.</summary>
    /// <param name="v1">Address of v1.</param>
    /// <param name="v2">Address of v2.</param>
    /// <param name="storage">The section <c>Storage</c>; null: the defaults.</param>
    public static string Of(string v1, string v2, JsonObject? storage)
    {
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
                ["Clusters"] = new JsonObject { ["v1"] = Cluster(v1), ["v2"] = Cluster(v2) },
            },
        };
        if (storage is not null)
            root["Storage"] = storage;
        return root.ToJsonString();
    }

    private static JsonObject Cluster(string address) =>
        new()
        {
            ["HealthCheck"] = new JsonObject { ["AvailableDestinationsPolicy"] = "HealthyAndUnknown" },
            ["Destinations"] = new JsonObject { ["a"] = new JsonObject { ["Address"] = address } },
        };
}
