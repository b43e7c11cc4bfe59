namespace Sidecar.Configuration;

/// <summary>The configuration cannot be used. The message names every fault and is meant for the person who wrote the file.</summary>
public sealed class ConfigurationFaultsException(string path, IReadOnlyList<ConfigurationFault> faults)
    : StartFaultException(Describe($"The configuration of {path}", faults))
{
    /// <summary>The file, in full.</summary>
    public string Path { get; } = path;

    /// <summary>Every fault.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;

    /// <summary>The message of something that cannot be used.</summary>
    /// <param name="subject">What it is, e.g. <c>The configuration of /etc/yarp.json</c>.</param>
    /// <param name="faults">Every fault.</param>
    internal static string Describe(string subject, IReadOnlyList<ConfigurationFault> faults) =>
        $"{subject} cannot be used, {Count(faults.Count)}:{Environment.NewLine}{Lines(faults)}";

    /// <summary>A line for each fault, indented.</summary>
    internal static string Lines(IReadOnlyList<ConfigurationFault> faults) =>
        string.Join(Environment.NewLine, faults.Select(static fault => "  " + fault));

    private static string Count(int faults) => faults == 1 ? "1 fault" : $"{faults} faults";
}
