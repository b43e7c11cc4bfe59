using System.CommandLine;
using System.Globalization;
using Sidecar.Guard.Routes;

namespace Sidecar.Cli;

/// <summary>An option that names a moment: a time in ISO 8601, or how long ago.</summary>
internal static class MomentOption
{
    private const string Allowed = IsoTime.Allowed + ", or how long ago, e.g. 7d, 24h or 90m";

    /// <summary>A new one.</summary>
    public static Option<string?> Create(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "time" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !TryParse(result.Tokens[0].Value, DateTimeOffset.MaxValue, out _))
                result.AddError($"{name} '{result.Tokens[0].Value}' is no moment; allowed is {Allowed}");
        });
        return option;
    }

    /// <summary>Reads it; false where it is none.</summary>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset time)
    {
        if (IsoTime.TryParse(text, out time))
            return true;
        var unit = text.Length == 0 ? ' ' : text[^1];
        if (!int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        TimeSpan? ago = unit switch
        {
            'd' => TimeSpan.FromDays(count),
            'h' => TimeSpan.FromHours(count),
            'm' => TimeSpan.FromMinutes(count),
            _ => null,
        };
        if (ago is not { } span || span > now - DateTimeOffset.UnixEpoch)
            return false;
        time = now - span;
        return true;
    }
}
