using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Sidecar.Configuration;

/// <summary>
/// Tries the section <c>Logging</c> on the framework's own reader, which throws at what it cannot use: in the midst of a start, and again
/// into a change that is in force already.
/// </summary>
internal static class LoggingCheck
{
    private const string Section = "Logging";

    public static void Run(ConfigurationDraft draft)
    {
        var leaves = draft
            .Root.GetSection(Section)
            .AsEnumerable(makePathsRelative: true)
            .Where(static leaf => leaf.Value is not null)
            .ToList();
        if (Problem(leaves) is not { } problem)
            return;
        var before = draft.Faults.Count;
        // Which value it was the framework does not always say, so each is tried by itself.
        foreach (var leaf in leaves)
        {
            if (Problem([leaf]) is { } why)
                draft.Faults.Add(
                    ConfigurationPath.Combine(Section, leaf.Key),
                    $"{SettingsReader.Quote(leaf.Value)} cannot be used: {why} Allowed is what ASP.NET documents for {Section}"
                );
        }

        if (draft.Faults.Count == before)
            draft.Faults.Add(Section, problem);
    }

    private static string? Problem(IEnumerable<KeyValuePair<string, string?>> leaves)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(leaves).Build();
        try
        {
            using var services = new ServiceCollection()
                .AddLogging(logging => logging.AddConfiguration(section).AddConsole())
                .BuildServiceProvider();
            // Rules are chosen when a logger is made, and the console's options are read when it is.
            services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(Sidecar));
            _ = services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value;
            return null;
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }
}
