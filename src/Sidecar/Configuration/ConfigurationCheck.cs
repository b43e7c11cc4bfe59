namespace Sidecar.Configuration;

/// <summary>Checks a configuration as a whole and names everything that is wrong, not the first thing only.</summary>
internal static class ConfigurationCheck
{
    public static ConfigurationVerdict Check(ConfigurationDraft draft)
    {
        // Of a file that ends in the middle every section would seem to be missing.
        if (!draft.Complete)
            return new ConfigurationVerdict(null, [.. draft.Faults]);
        var options = SidecarOptionsReader.Read(draft);
        RouteCheck.Run(draft);
        YarpCheck.Run(draft);
        ListenCheck.Run(draft, options.Guard);
        EndpointCheck.Run(draft);
        ListenerLimits.Check(draft);
        LoggingCheck.Run(draft);
        Together(options, draft.Warnings);
        return draft.Faults.Count > 0
            ? new ConfigurationVerdict(null, [.. draft.Faults])
            : new ConfigurationVerdict(new CheckedConfiguration(options, draft.Tokens, [.. draft.Warnings.Select(Printable.Of)]), []);
    }

    // Each value is allowed, the two of them make little sense.
    private static void Together(SidecarOptions options, List<string> warnings)
    {
        if (options.Regress.MinSample > options.Regress.WindowRuns)
            warnings.Add(
                $"Regress:MinSample is {options.Regress.MinSample}, above Regress:WindowRuns {options.Regress.WindowRuns}: "
                    + "nothing but failures in a row is ever judged"
            );
        if (options.Storage is { ReportsFolder: not null, RetentionDays: < 8 })
            warnings.Add(
                $"Storage:ReportsFolder is set and Storage:RetentionDays is {options.Storage.RetentionDays}, below 8: "
                    + "a weekly report misses the runs that are deleted by then"
            );
        if (options.Shadow.MaxTotalBytes < options.Shadow.MaxBodyBytes)
            warnings.Add(
                $"Shadow:MaxTotalBytes is {options.Shadow.MaxTotalBytes}, below Shadow:MaxBodyBytes {options.Shadow.MaxBodyBytes}: "
                    + "a body of the largest size is never captured"
            );
    }
}
