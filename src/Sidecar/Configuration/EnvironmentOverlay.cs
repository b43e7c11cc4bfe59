namespace Sidecar.Configuration;

/// <summary>Lays the environment over the file as ASP.NET does: <c>__</c> for <c>:</c>, the prefixes DOTNET_ and ASPNETCORE_ left out.</summary>
internal static class EnvironmentOverlay
{
    private static readonly string[] Prefixes = ["DOTNET_", "ASPNETCORE_"];

    /// <summary>Puts the variables over what the file says; one without a prefix wins over one with.</summary>
    public static void Apply(IReadOnlyDictionary<string, string> environment, Dictionary<string, string?> data, FaultList faults)
    {
        foreach (var prefix in Prefixes)
        {
            foreach (var (name, value) in environment)
            {
                if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    Set(name[prefix.Length..], name, value);
            }
        }

        foreach (var (name, value) in environment)
            Set(name, name, value);

        void Set(string name, string variable, string value)
        {
            // The short names are read by themselves, and no token becomes a configuration value that something could print.
            // A variable that is merely called as a section is (SHADOW=1) has nothing to do with it.
            if (ShortNames.IsToken(name) || IsSection(name))
                return;
            var key = name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            data[key] = value;
            faults.ComesFromVariable(key, variable);
        }
    }

    private static bool IsSection(string name) =>
        SectionNames.Own.Contains(name, StringComparer.OrdinalIgnoreCase)
        || string.Equals(name, "ReverseProxy", StringComparison.OrdinalIgnoreCase);
}
