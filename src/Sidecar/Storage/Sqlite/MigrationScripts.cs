using System.Globalization;

namespace Sidecar.Storage.Sqlite;

/// <summary>The numbered scripts of this program, embedded as <c>migrations/0001_….sql</c>.</summary>
internal static class MigrationScripts
{
    private const string Prefix = "migrations/";
    private const int NumberLength = 4;

    /// <summary>All of them in the order of their numbers.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    private static Migration[] Load()
    {
        var assembly = typeof(MigrationScripts).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        var migrations = new List<Migration>();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var number = int.Parse(name.AsSpan(Prefix.Length, NumberLength), CultureInfo.InvariantCulture);
            migrations.Add(new Migration(number, reader.ReadToEnd()));
        }

        return [.. migrations];
    }
}
