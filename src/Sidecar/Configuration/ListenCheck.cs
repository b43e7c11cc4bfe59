using Sidecar.Guard;

namespace Sidecar.Configuration;

/// <summary>Whether the listeners can be opened as they are written, and whether they may be with the guard's authentication.</summary>
internal static class ListenCheck
{
    public static void Run(ConfigurationDraft draft, GuardOptions guard)
    {
        var agents = Sound(draft, ListenAddresses.KeyOf(draft.Root), ListenAddresses.Of(draft.Root));
        var own = Sound(draft, "Guard:Urls", ListenAddresses.Split(guard.Urls));
        var ports = agents.Select(ListenAddresses.Port).OfType<int>().ToHashSet();
        foreach (var address in own)
        {
            // Which listener a request came in by is told by its port alone.
            if (ListenAddresses.Port(address) is null)
                draft.Faults.Add(
                    "Guard:Urls",
                    $"{SettingsReader.Quote(address)} has no port; allowed is an address such as http://127.0.0.1:9000"
                );
            else if (ListenAddresses.Port(address) is > 0 and { } port && ports.Contains(port))
                draft.Faults.Add("Guard:Urls", $"{SettingsReader.Quote(address)} has the agents' port; allowed is a port of its own");
        }

        if (guard.Auth != GuardAuth.None)
            return;
        var key = guard.Urls is null ? ListenAddresses.KeyOf(draft.Root) : "Guard:Urls";
        var open = (guard.Urls is null ? agents : own).Where(static address => !ListenAddresses.IsLoopback(address)).ToList();
        if (open.Count > 0)
            draft.Faults.Add(
                "Guard:Auth",
                $"'none' is allowed on loopback addresses only, and {key} has {string.Join(", ", open)}; "
                    + "use token, or put the guard on loopback with Guard:Urls"
            );
        else
            draft.Warnings.Add("Guard:Auth is none: every program on this machine may read the runs and change the split");
    }

    private static List<string> Sound(ConfigurationDraft draft, string key, IReadOnlyList<string> addresses)
    {
        var sound = new List<string>(addresses.Count);
        foreach (var address in addresses)
        {
            if (ListenAddresses.Problem(address) is { } problem)
                draft.Faults.Add(key, problem);
            else
                sound.Add(address);
        }

        return sound;
    }
}
