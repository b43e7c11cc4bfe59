using System.Globalization;
using Shadow.Decisions;

namespace Sidecar.Configuration;

/// <summary>The typed values of a <see cref="SettingsReader"/>. Each returns its fallback where it states a fault, so that reading goes on.</summary>
internal static class SettingValues
{
    /// <summary>A number, written with a point, finite.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="name">The key.</param>
    /// <param name="fallback">The default.</param>
    /// <param name="min">The smallest that is allowed.</param>
    /// <param name="max">The largest that is allowed.</param>
    /// <param name="aboveMin">True where <paramref name="min"/> itself is not allowed.</param>
    public static double Double(this SettingsReader reader, string name, double fallback, double min, double max, bool aboveMin = false)
    {
        if (reader.Take(name) is not { } text)
            return fallback;
        if (TryNumber(text, out var value) && value <= max && (aboveMin ? value > min : value >= min))
            return value;
        var range = aboveMin ? $"above {Show(min)}, at most {Show(max)}" : $"from {Show(min)} to {Show(max)}";
        reader.Fault(name, $"{SettingsReader.Quote(text)} cannot be used; allowed is a number {range}");
        return fallback;
    }

    /// <summary>A whole number.</summary>
    public static long Long(this SettingsReader reader, string name, long fallback, long min, long max)
    {
        if (reader.Take(name) is not { } text)
            return fallback;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        reader.Fault(name, $"{SettingsReader.Quote(text)} cannot be used; allowed is a whole number from {Show(min)} to {Show(max)}");
        return fallback;
    }

    /// <summary>A whole number.</summary>
    public static int Int(this SettingsReader reader, string name, int fallback, int min, int max) =>
        (int)reader.Long(name, fallback, min, max);

    /// <summary>true or false, in any case.</summary>
    public static bool Bool(this SettingsReader reader, string name, bool fallback)
    {
        if (reader.Take(name) is not { } text)
            return fallback;
        if (bool.TryParse(text, out var value))
            return value;
        reader.Fault(name, $"{SettingsReader.Quote(text)} cannot be used; allowed is true or false");
        return fallback;
    }

    /// <summary>A text that is not empty.</summary>
    public static string Text(this SettingsReader reader, string name, string fallback)
    {
        if (reader.Take(name) is not { } text)
            return fallback;
        if (!string.IsNullOrWhiteSpace(text))
            return text;
        reader.Fault(name, "is empty; allowed is a text");
        return fallback;
    }

    /// <summary>A text that may be absent. Empty is absent, so that an environment variable can take the file's value away.</summary>
    public static string? OptionalText(this SettingsReader reader, string name) =>
        reader.Take(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A text of a form.</summary>
    public static string Text(this SettingsReader reader, string name, string fallback, string allowed, Func<string, bool> allows)
    {
        if (reader.Take(name) is not { } text)
            return fallback;
        if (allows(text))
            return text;
        reader.Fault(name, $"{SettingsReader.Quote(text)} cannot be used; allowed is {allowed}");
        return fallback;
    }

    /// <summary>One of some words, in any case.</summary>
    public static T OneOf<T>(this SettingsReader reader, string name, T fallback, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (reader.Take(name) is not { } text)
            return fallback;
        var words = new List<string>(choices.Length);
        foreach (var (word, value) in choices)
        {
            if (string.Equals(word, text.Trim(), StringComparison.OrdinalIgnoreCase))
                return value;
            words.Add(word);
        }

        reader.Fault(name, $"{SettingsReader.Quote(text)} cannot be used; allowed is {string.Join(" or ", words)}");
        return fallback;
    }

    /// <summary>A JSON Pointer.</summary>
    public static JsonPointer Pointer(this SettingsReader reader, string name, JsonPointer fallback) =>
        reader.OptionalPointer(name) ?? fallback;

    /// <summary>A JSON Pointer that may be absent.</summary>
    public static JsonPointer? OptionalPointer(this SettingsReader reader, string name)
    {
        if (reader.Take(name) is not { } text)
            return null;
        try
        {
            return JsonPointer.Parse(text);
        }
        catch (FormatException error)
        {
            reader.Fault(name, $"{error.Message}; allowed is a JSON Pointer such as /plan/steps");
            return null;
        }
    }

    /// <summary>Reads a finite number as every key of ours has it: with a point, without thousands.</summary>
    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static string Show(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
