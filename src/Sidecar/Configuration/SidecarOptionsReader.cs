using Microsoft.Data.Sqlite;
using Shadow.Decisions;
using Shadow.Detection;
using Shadow.Mirroring;
using Sidecar.Guard;
using Sidecar.Routing;
using Sidecar.Storage;

namespace Sidecar.Configuration;

/// <summary>Reads the sidecar's own sections. The bounds are those that the options' summaries state.</summary>
internal static class SidecarOptionsReader
{
    private const int GiB = 1 << 30;

    /// <summary>The options; where faults were added, what is wrong has its default.</summary>
    public static SidecarOptions Read(ConfigurationDraft draft)
    {
        var options = new SidecarOptions
        {
            Canary = Of("Canary", Canary),
            Planner = Of("Planner", Planner),
            Shadow = Of("Shadow", Shadow),
            Guard = Of("Guard", Guard),
            Regress = Of("Regress", static s => ThresholdsReader.Read(s, new Thresholds())),
            Storage = Of("Storage", Storage),
            Shutdown = Of("Shutdown", static s => new ShutdownOptions { DelaySeconds = s.Double("DelaySeconds", 0, 0, 600) }),
            Start = draft.Start,
        };
        // A section that is reserved and has no keys yet.
        Of("Alerts", static _ => 0);
        return options;

        T Of<T>(string name, Func<SettingsReader, T> read) => Whole(new SettingsReader(draft.Root.GetSection(name), draft.Faults), read);
    }

    private static T Within<T>(SettingsReader reader, string name, Func<SettingsReader, T> read) => Whole(reader.Section(name), read);

    private static T Whole<T>(SettingsReader reader, Func<SettingsReader, T> read)
    {
        var value = read(reader);
        reader.RefuseUnknown();
        return value;
    }

    private static CanaryOptions Canary(SettingsReader s)
    {
        var d = new CanaryOptions();
        return new CanaryOptions
        {
            Salt = s.Text("Salt", d.Salt),
            AllowOverride = s.Bool("AllowOverride", d.AllowOverride),
            Failover = s.Bool("Failover", d.Failover),
            CutOverInFlight = s.Bool("CutOverInFlight", d.CutOverInFlight),
            HedgeAfterMs = s.Double("HedgeAfterMs", d.HedgeAfterMs, 0, 3_600_000),
            MaxConcurrentV2 = s.Int("MaxConcurrentV2", d.MaxConcurrentV2, 0, 1_000_000),
        };
    }

    private static PlannerOptions Planner(SettingsReader s)
    {
        var d = new PlannerOptions();
        return new PlannerOptions
        {
            FirstByteSeconds = s.Double("FirstByteSeconds", d.FirstByteSeconds, 0, 3600, aboveMin: true),
            Decision = Within(s, "Decision", Decision),
            Signals = Within(s, "Signals", Signals),
            Headers = Within(s, "Headers", Headers),
        };
    }

    private static DecisionOptions Decision(SettingsReader s)
    {
        var d = new DecisionOptions();
        return new DecisionOptions
        {
            Agent = s.Pointer("Agent", d.Agent),
            Steps = s.Pointer("Steps", d.Steps),
            Tools = s.Pointer("Tools", d.Tools),
            DryRun = s.Pointer("DryRun", d.DryRun),
            Objective = s.OptionalPointer("Objective"),
        };
    }

    private static SignalOptions Signals(SettingsReader s) =>
        new()
        {
            CostCents = s.OptionalPointer("CostCents"),
            Quality = s.OptionalPointer("Quality"),
            Build = s.OptionalPointer("Build"),
        };

    private static SignalHeaderOptions Headers(SettingsReader s)
    {
        var d = new SignalHeaderOptions();
        return new SignalHeaderOptions
        {
            CostCents = Header("CostCents", d.CostCents),
            Quality = Header("Quality", d.Quality),
            Build = Header("Build", d.Build),
        };

        string Header(string name, string fallback) => s.Text(name, fallback, "the name of a header", HttpToken.Is);
    }

    private static ShadowOptions Shadow(SettingsReader s)
    {
        var d = new ShadowOptions();
        return new ShadowOptions
        {
            Percent = s.Double("Percent", d.Percent, 0, 100),
            MaxConcurrent = s.Int("MaxConcurrent", d.MaxConcurrent, 1, 100_000),
            TimeoutSeconds = s.Double("TimeoutSeconds", d.TimeoutSeconds, 0, 3600, aboveMin: true),
            MaxBodyBytes = s.Int("MaxBodyBytes", d.MaxBodyBytes, 1, GiB),
            MaxTotalBytes = s.Long("MaxTotalBytes", d.MaxTotalBytes, 1, 1024L * GiB),
            DropHeaders = s.List("DropHeaders", d.DropHeaders, "the name of a header", HttpToken.Is),
        };
    }

    private static GuardOptions Guard(SettingsReader s)
    {
        var d = new GuardOptions();
        return new GuardOptions
        {
            Auth = s.OneOf("Auth", d.Auth, ("token", GuardAuth.Token), ("none", GuardAuth.None)),
            Urls = s.OptionalText("Urls"),
            KillFile = s.OptionalText("KillFile"),
            TokenFile = s.OptionalText("TokenFile"),
            AllowedHosts = s.List(
                "AllowedHosts",
                d.AllowedHosts,
                "a host name without scheme and port",
                static host => Uri.CheckHostName(host) != UriHostNameType.Unknown
            ),
        };
    }

    private static StorageOptions Storage(SettingsReader s)
    {
        var d = new StorageOptions();
        return new StorageOptions
        {
            ConnectionString = ConnectionString(s, d.ConnectionString),
            RetentionDays = s.Int("RetentionDays", d.RetentionDays, 1, 36_500),
            KeepBodies = s.Bool("KeepBodies", d.KeepBodies),
            ReportsFolder = s.OptionalText("ReportsFolder"),
        };
    }

    // Never repeated in a fault: a connection string can hold a password.
    private static string ConnectionString(SettingsReader s, string fallback)
    {
        var text = s.Text("ConnectionString", fallback);
        try
        {
            var builder = new SqliteConnectionStringBuilder(text);
            if (builder.DataSource.Length > 0 && builder.DataSource != ":memory:" && builder.Mode != SqliteOpenMode.Memory)
                return text;
        }
        catch (ArgumentException) { }

        s.Fault(
            "ConnectionString",
            "cannot be used; allowed is SQLite's form with a file as its Data Source, such as Data Source=data/sidecar.db"
        );
        return fallback;
    }
}
