using System.Globalization;

namespace Sidecar.Configuration;

/// <summary>
/// Reads a section key by key, collects every fault instead of stopping at the first, and knows afterwards which keys nobody asked for.
/// A key that is absent or null has its default.
/// </summary>
internal sealed class SettingsReader(IConfigurationSection section, FaultList faults)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where faults go.</summary>
    public FaultList Faults => faults;

    /// <summary>The section's full path.</summary>
    public string Path => section.Path;

    /// <summary>The full path of a key.</summary>
    public string KeyOf(string name) => ConfigurationPath.Combine(section.Path, name);

    /// <summary>States a fault of a key.</summary>
    public void Fault(string name, string problem) => faults.Add(KeyOf(name), problem);

    /// <summary>A section within this one.</summary>
    public SettingsReader Section(string name)
    {
        _known.Add(name);
        return new SettingsReader(section.GetSection(name), faults);
    }

    /// <summary>The single value of a key as it was written; null where there is none, or where it is no single value.</summary>
    public string? Take(string name)
    {
        _known.Add(name);
        var child = section.GetSection(name);
        if (!child.GetChildren().Any())
            return child.Value;
        Fault(name, "is an object or a list; allowed is a single value");
        return null;
    }

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<string> List(string name, IReadOnlyList<string> fallback, string allowed, Func<string, bool> allows)
    {
        _known.Add(name);
        var child = section.GetSection(name);
        var values = new List<string>();
        foreach (var item in child.GetChildren())
        {
            if (item.Value is { } value && allows(value))
                values.Add(value);
            else
                faults.Add(item.Path, $"{Quote(item.Value)} cannot be used; allowed is {allowed}");
        }

        if (values.Count > 0)
            return values;
        // An empty list is written as an empty value; a text in the place of a list is not a list of one.
        if (!string.IsNullOrEmpty(child.Value))
            Fault(name, $"{Quote(child.Value)} is not a list; allowed is a list, each item {allowed}");
        return child.Value is null ? fallback : [];
    }

    /// <summary>The objects of a list, in its order.</summary>
    public IReadOnlyList<SettingsReader> Sections(string name)
    {
        _known.Add(name);
        var child = section.GetSection(name);
        // An empty list is written as an empty value.
        if (!string.IsNullOrEmpty(child.Value))
            Fault(name, $"{Quote(child.Value)} is no list; allowed is a list of objects");
        var items = child.GetChildren().ToList();
        if (items.TrueForAll(static item => int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return [.. items.Select(item => new SettingsReader(item, faults))];
        Fault(name, "is an object; allowed is a list of objects");
        return [];
    }

    /// <summary>States a fault for every key that nobody asked for. To be called last.</summary>
    public void RefuseUnknown()
    {
        if (!string.IsNullOrEmpty(section.Value))
            faults.Add(section.Path, $"{Quote(section.Value)} is a single value; allowed is an object with {KnownHere()}");
        foreach (var child in section.GetChildren())
        {
            if (_known.Contains(child.Key))
                continue;
            var nearest = NearestName.Of(child.Key, _known);
            var meant = nearest is null ? "" : $", did you mean {nearest}?";
            faults.Add(child.Path, $"unknown key{meant}; known keys here: {KnownHere()}");
        }
    }

    /// <summary>A value in quotes, cut to a length that fits into a message.</summary>
    public static string Quote(string? value) =>
        value switch
        {
            null => "nothing",
            // Never half a surrogate pair.
            { Length: > 60 } => $"'{value[..(char.IsHighSurrogate(value[59]) ? 59 : 60)]}…'",
            _ => $"'{value}'",
        };

    private string KnownHere() => _known.Count == 0 ? "none yet" : string.Join(", ", _known.Order(StringComparer.Ordinal));
}
