namespace Sidecar.Configuration;

/// <summary>Where a configuration comes from. Only the file can change while the sidecar runs.</summary>
public sealed record ConfigurationInputs
{
    /// <summary>The file's name where none is given, looked for in the current folder.</summary>
    public const string DefaultFile = "yarp.json";

    private readonly string _path = System.IO.Path.GetFullPath(DefaultFile);

    /// <summary>The file, in full. Default <c>yarp.json</c> of the current folder.</summary>
    public string Path
    {
        get => _path;
        init => _path = System.IO.Path.GetFullPath(value);
    }

    /// <summary><c>--urls</c>: the addresses to listen on, separated by <c>;</c>. Null: those of environment and file.</summary>
    public string? Urls { get; init; }

    /// <summary>The environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The inputs of this process.</summary>
    public static ConfigurationInputs OfProcess(string? path, string? urls)
    {
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(names);
        foreach (System.Collections.DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        return new ConfigurationInputs
        {
            Path = path ?? DefaultFile,
            Urls = urls,
            Environment = environment,
        };
    }
}
