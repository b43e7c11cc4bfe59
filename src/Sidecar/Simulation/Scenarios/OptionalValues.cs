using Sidecar.Configuration;

namespace Sidecar.Simulation.Scenarios;

/// <summary>Values that may be absent.</summary>
internal static class OptionalValues
{
    private static readonly string[] Absent = [];

    /// <summary>A number; null where there is none, or where it cannot be used.</summary>
    public static double? Maybe(this SettingsReader reader, string name, double min, double max, bool aboveMin = false) =>
        reader.Double(name, double.NaN, min, max, aboveMin) is var value && double.IsNaN(value) ? null : value;

    /// <summary>A whole number; null where there is none, or where it cannot be used.</summary>
    public static int? MaybeInt(this SettingsReader reader, string name, int min, int max) =>
        reader.Long(name, long.MinValue, min, max) is var value && value == long.MinValue ? null : (int)value;

    /// <summary>true or false; null where there is none, or where it cannot be used.</summary>
    public static bool? MaybeBool(this SettingsReader reader, string name) =>
        reader.OneOf<bool?>(name, null, ("true", true), ("false", false));

    /// <summary>A list; null where there is none.</summary>
    public static IReadOnlyList<string>? MaybeList(this SettingsReader reader, string name, string allowed, Func<string, bool> allows) =>
        reader.List(name, Absent, allowed, allows) is var list && ReferenceEquals(list, Absent) ? null : list;
}
