namespace Sidecar.Configuration;

/// <summary>The top level of yarp.json.</summary>
internal static class SectionNames
{
    /// <summary>The sidecar's own sections: every key in them is known or a fault.</summary>
    public static readonly IReadOnlyList<string> Own = ["Canary", "Planner", "Shadow", "Guard", "Regress", "Storage", "Alerts", "Shutdown"];

    /// <summary>What YARP and ASP.NET read.</summary>
    public static readonly IReadOnlyList<string> Foreign =
    [
        "ReverseProxy",
        "Kestrel",
        "Urls",
        "PreferHostingUrls",
        "HTTP_PORTS",
        "HTTPS_PORTS",
        "AllowedHosts",
        "Logging",
        "$schema",
    ];
}
