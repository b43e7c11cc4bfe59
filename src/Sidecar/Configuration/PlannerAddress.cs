namespace Sidecar.Configuration;

/// <summary>What a planner's address may be.</summary>
internal static class PlannerAddress
{
    private const string Allowed = "allowed is an absolute http or https URL such as http://127.0.0.1:9101";

    /// <summary>Why an address cannot be used; null where it can.</summary>
    public static string? Problem(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return $"{SettingsReader.Quote(address)} cannot be used; {Allowed}";
        // Not repeated: it may hold a password.
        if (uri.UserInfo.Length > 0)
            return $"holds a user name or password, which is never sent; {Allowed}";
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return $"{SettingsReader.Quote(address)} has a query or fragment, to which no path can be appended; {Allowed}";
        return null;
    }
}
