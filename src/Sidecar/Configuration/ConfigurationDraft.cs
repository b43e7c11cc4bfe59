namespace Sidecar.Configuration;

/// <summary>Everything that is said, file and environment laid over each other, not yet checked.</summary>
internal sealed class ConfigurationDraft
{
    private ConfigurationDraft(ConfigurationInputs inputs, YarpJsonReading reading)
    {
        Path = inputs.Path;
        if (reading.Content is { } content)
            Complete = YarpJsonText.Flatten(content, Path, Data, Faults);
        else
            Faults.Add(Path, reading.Problem!);
        TopLevel();
        EnvironmentOverlay.Apply(inputs.Environment, Data, Faults);
        ShortNames.Apply(inputs.Environment, Data, Faults);
        Start = ShortNames.Start(inputs.Environment, Faults, Warnings);
        Tokens = TokenVariables.Read(inputs.Environment, Faults);
        Listen(inputs.Urls);
        Root = new ConfigurationBuilder().AddInMemoryCollection(Data).Build();
    }

    /// <summary>The file, in full.</summary>
    public string Path { get; }

    /// <summary>Every key with its value.</summary>
    public Dictionary<string, string?> Data { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same as a configuration.</summary>
    public IConfigurationRoot Root { get; }

    /// <summary>What is wrong already.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>What is allowed but may not be meant.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>False where the file could not be read to its end: then nothing can be said of its sections.</summary>
    public bool Complete { get; }

    /// <summary>What the environment says of the runtime settings.</summary>
    public StartSettings Start { get; }

    /// <summary>The tokens of the environment.</summary>
    public GuardTokens Tokens { get; }

    /// <summary>Lays file, environment in ASP.NET's form, short names and --urls over each other, in this order.</summary>
    public static ConfigurationDraft Of(ConfigurationInputs inputs, YarpJsonReading reading) => new(inputs, reading);

    // The environment is full of names that are nobody's; in the file a name that nobody reads is a mistake or a note.
    private void TopLevel()
    {
        var known = SectionNames.Own.Concat(SectionNames.Foreign).ToList();
        var tops = Data.Keys.Select(static key => key.Split(ConfigurationPath.KeyDelimiter)[0]).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var top in tops.Except(known, StringComparer.OrdinalIgnoreCase))
        {
            if (NearestName.Of(top, known) is { } nearest)
                Faults.Add(top, $"unknown section, did you mean {nearest}?; the sidecar's own are {string.Join(", ", SectionNames.Own)}");
            else
                Warnings.Add($"{Path} has a section {top}, which nothing here reads");
        }
    }

    private void Listen(string? urls)
    {
        if (!string.IsNullOrWhiteSpace(urls))
        {
            Data["Urls"] = urls;
            Faults.ComesFromOption("Urls", "--urls");
            // Kestrel would otherwise take the file's endpoints over what was said last.
            Data["PreferHostingUrls"] = "true";
            return;
        }

        var said = Data.Any(static pair =>
            !string.IsNullOrWhiteSpace(pair.Value)
            && (
                pair.Key.Equals("Urls", StringComparison.OrdinalIgnoreCase)
                || pair.Key.Equals("HTTP_PORTS", StringComparison.OrdinalIgnoreCase)
                || pair.Key.Equals("HTTPS_PORTS", StringComparison.OrdinalIgnoreCase)
                || pair.Key.StartsWith("Kestrel:Endpoints:", StringComparison.OrdinalIgnoreCase)
            )
        );
        if (!said)
            Data["Urls"] = ListenAddresses.Default;
    }
}
