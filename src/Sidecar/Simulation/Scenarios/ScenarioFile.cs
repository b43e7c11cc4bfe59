using Sidecar.Configuration;

namespace Sidecar.Simulation.Scenarios;

/// <summary>A scenario as it is written, with what options put in the place of its values.</summary>
internal static class ScenarioFile
{
    /// <summary>Reads and checks.</summary>
    /// <param name="path">The file; null: options alone.</param>
    /// <param name="overrides">What is put in the place of its values; of two for one key the later counts.</param>
    /// <exception cref="ScenarioFaultsException">It cannot be used; the message names every fault.</exception>
    public static Scenario Load(string? path, IReadOnlyList<ScenarioOverride> overrides)
    {
        var faults = new FaultList();
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        // Of a file that ends in the middle every key behind would seem to be missing.
        if (path is not null && !Read(path, data, faults))
            throw Faults(path, faults);
        foreach (var (option, key, value) in overrides)
        {
            var read = ScenarioKeys.Read(key);
            data[read] = value;
            faults.ComesFromOption(read, option);
        }

        var root = new ConfigurationBuilder().AddInMemoryCollection(data).Build();
        var name = path is null ? "scenario" : Path.GetFileNameWithoutExtension(path);
        var scenario = ScenarioReader.Read(new SettingsReader(root.GetSection(ScenarioKeys.Root), faults), name);
        return faults.Count == 0 ? scenario : throw Faults(path, faults);
    }

    // False where it cannot be read to its end.
    private static bool Read(string path, Dictionary<string, string?> data, FaultList faults)
    {
        var (file, found) = (new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase), new FaultList());
        var complete = false;
        try
        {
            complete = YarpJsonText.Flatten(File.ReadAllBytes(path), path, file, found);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            found.Add(path, "there is no such file; allowed is a scenario in JSON, such as those in docs/scenarios");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            found.Add(path, $"the file cannot be read ({error.Message}); allowed is a file that this user may read");
        }

        foreach (var (key, value) in file)
            data[ConfigurationPath.Combine(ScenarioKeys.Root, key)] = value;
        foreach (var fault in found)
            faults.Add(fault.Key == path ? path : ConfigurationPath.Combine(ScenarioKeys.Root, fault.Key), fault.Problem);
        return complete;
    }

    private static ScenarioFaultsException Faults(string? path, FaultList faults) =>
        new(
            path is null ? "The scenario of the options" : $"The scenario of {Path.GetFullPath(path)}",
            [.. faults.Select(static fault => fault with { Key = ScenarioKeys.Show(fault.Key) })]
        );
}
