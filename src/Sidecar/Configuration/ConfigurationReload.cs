using Sidecar.Guard;
using Sidecar.Metrics;

namespace Sidecar.Configuration;

/// <summary>
/// Takes a changed file over, or refuses it as a whole. Nothing is touched before the whole of it was found good, and nothing is thrown:
/// the last good configuration stays in force.
/// </summary>
internal sealed class ConfigurationReload(
    StartedConfiguration started,
    LiveOptions live,
    SidecarMetrics metrics,
    HealthState health,
    ILogger<ConfigurationReload> logger
)
{
    /// <summary>The cause code of the health while the file is not the configuration in force.</summary>
    public const string Cause = "config_refused";

    /// <summary>Judges what the file holds now. Calls must not overlap.</summary>
    public void Consider(YarpJsonReading reading)
    {
        try
        {
            var draft = ConfigurationDraft.Of(started.Inputs, reading);
            var verdict = ConfigurationCheck.Check(draft);
            if (verdict.Good)
                Apply(draft, verdict.Checked);
            else
                Refuse(ConfigurationFaultsException.Lines(verdict.Faults));
        }
        catch (Exception error)
        {
            Refuse("  the check itself failed: " + error);
        }
    }

    private void Apply(ConfigurationDraft draft, CheckedConfiguration next)
    {
        // Listeners of both are others' code. One that throws must not keep the rest from the values that are in force already.
        Guarded(() => started.Provider.Swap(draft));
        Guarded(() => live.Replace(RestartOnly.Keep(started.Checked.Options, next.Options)));
        metrics.ConfigReload("applied");
        health.Recover(Cause);
        Log.ReloadApplied(logger, draft.Path);
        foreach (var warning in next.Warnings)
            Log.Warning(logger, warning);
        var waiting = RestartOnly.Differing(started, draft, next.Options);
        if (waiting.Count > 0)
            Log.RestartNeeded(logger, draft.Path, string.Join(", ", waiting));
    }

    private void Refuse(string faults)
    {
        metrics.ConfigReload("refused");
        health.Degrade(
            Cause,
            "The last change of the configuration file was refused and the one before it is in force; the log names every fault. Mend the file."
        );
        Log.ReloadRefused(logger, started.Inputs.Path, Environment.NewLine + faults);
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Log.ListenerFailed(logger, error);
        }
    }
}
