using Sidecar.Configuration;
using Testing;

namespace Sidecar.Tests.Configuration;

/// <summary>Checks a text as if it were the file.</summary>
internal static class Checking
{
    public static ConfigurationVerdict Check(string content, string? urls = null, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        return Check(Inputs(folder.Write("yarp.json", content), urls, environment));
    }

    public static ConfigurationVerdict Check(ConfigurationInputs inputs) => ConfigurationCheck.Check(Draft(inputs));

    public static ConfigurationDraft Draft(ConfigurationInputs inputs) => ConfigurationDraft.Of(inputs, YarpJsonReading.Of(inputs.Path));

    public static ConfigurationInputs Inputs(string path, string? urls = null, params (string Name, string Value)[] environment) =>
        new()
        {
            Path = path,
            Urls = urls,
            Environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value),
        };

    /// <summary>The one fault that there must be.</summary>
    public static ConfigurationFault Fault(this ConfigurationVerdict verdict) => Assert.Single(verdict.Faults);

    /// <summary>The options that there must be.</summary>
    public static SidecarOptions Options(this ConfigurationVerdict verdict)
    {
        Assert.Empty(verdict.Faults);
        return verdict.Checked!.Options;
    }
}
