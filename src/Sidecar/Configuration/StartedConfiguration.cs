namespace Sidecar.Configuration;

/// <summary>The configuration that the sidecar started with.</summary>
internal sealed class StartedConfiguration
{
    private StartedConfiguration(
        ConfigurationInputs inputs,
        YarpJsonReading reading,
        ConfigurationDraft draft,
        CheckedConfiguration checkedConfiguration
    )
    {
        Inputs = inputs;
        Reading = reading;
        Draft = draft;
        Checked = checkedConfiguration;
        Provider = new YarpJsonProvider(draft);
    }

    /// <summary>Where it comes from.</summary>
    public ConfigurationInputs Inputs { get; }

    /// <summary>What the file held.</summary>
    public YarpJsonReading Reading { get; }

    /// <summary>Every key with its value.</summary>
    public ConfigurationDraft Draft { get; }

    /// <summary>The sidecar's own sections.</summary>
    public CheckedConfiguration Checked { get; }

    /// <summary>The one source of the host's configuration.</summary>
    public YarpJsonProvider Provider { get; }

    /// <summary>Reads and checks.</summary>
    /// <exception cref="ConfigurationFaultsException">The configuration cannot be used; the message names every fault.</exception>
    public static StartedConfiguration Load(ConfigurationInputs inputs)
    {
        var reading = YarpJsonReading.Of(inputs.Path);
        var draft = ConfigurationDraft.Of(inputs, reading);
        var verdict = ConfigurationCheck.Check(draft);
        return verdict.Good
            ? new StartedConfiguration(inputs, reading, draft, verdict.Checked)
            : throw new ConfigurationFaultsException(inputs.Path, verdict.Faults);
    }
}
