using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Sidecar.Configuration;

/// <summary>
/// The words in <c>Kestrel:Endpoints</c> that Kestrel passes over where it does not know them: with <c>ClientCertificateMode</c> misspelt it
/// would ask nobody for a certificate.
/// </summary>
internal static class EndpointCheck
{
    public static void Run(ConfigurationDraft draft)
    {
        var kestrel = draft.Root.GetSection("Kestrel");
        Words(kestrel.GetSection("EndpointDefaults"), draft.Faults);
        foreach (var endpoint in kestrel.GetSection("Endpoints").GetChildren())
        {
            if (string.IsNullOrEmpty(endpoint["Url"]))
                draft.Faults.Add(
                    ConfigurationPath.Combine(endpoint.Path, "Url"),
                    "is missing; allowed is an address such as http://127.0.0.1:8000 or https://*:8443"
                );
            Words(endpoint, draft.Faults);
            foreach (var name in endpoint.GetSection("Sni").GetChildren())
                Words(name, draft.Faults);
        }
    }

    private static void Words(IConfigurationSection section, FaultList faults)
    {
        Word<HttpProtocols>(section.GetSection("Protocols"), faults);
        Word<ClientCertificateMode>(section.GetSection("ClientCertificateMode"), faults);
        foreach (var protocol in section.GetSection("SslProtocols").GetChildren())
            Word<SslProtocols>(protocol, faults);
    }

    private static void Word<T>(IConfigurationSection key, FaultList faults)
        where T : struct, Enum
    {
        if (!string.IsNullOrEmpty(key.Value) && !Enum.TryParse<T>(key.Value, ignoreCase: true, out _))
            faults.Add(
                key.Path,
                $"{SettingsReader.Quote(key.Value)} cannot be used; allowed is one of {string.Join(", ", Enum.GetNames<T>())}"
            );
    }
}
