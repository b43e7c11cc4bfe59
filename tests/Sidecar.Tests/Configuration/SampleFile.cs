namespace Sidecar.Tests.Configuration;

/// <summary>The smallest good yarp.json, and the shipped one.</summary>
internal static class SampleFile
{
    public const string Good = """
        {
          "ReverseProxy": {
            "Routes": {
              "planner": {
                "ClusterId": "v1",
                "Match": { "Path": "/{**path}" },
                "Transforms": [ { "CanarySplit": "v2" } ]
              }
            },
            "Clusters": {
              "v1": { "Destinations": { "a": { "Address": "http://127.0.0.1:9101" } } },
              "v2": { "Destinations": { "a": { "Address": "http://127.0.0.1:9102" } } }
            }
          }
        }
        """;

    /// <summary>The good file with further sections, written as the members of an object.</summary>
    public static string With(string sections) => Good[..Good.LastIndexOf('}')] + ", " + sections + "}";

    /// <summary>The good file with another text in the place of one.</summary>
    public static string Replacing(string text, string by) =>
        Good.Contains(text, StringComparison.Ordinal)
            ? Good.Replace(text, by, StringComparison.Ordinal)
            : throw new ArgumentException($"The sample does not hold {text}");

    /// <summary>The yarp.json of the repository's root.</summary>
    public static string Shipped()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CanarySidecar.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run from within the repository");
        return Path.Combine(folder.FullName, "yarp.json");
    }
}
