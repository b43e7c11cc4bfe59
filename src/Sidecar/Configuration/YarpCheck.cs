using Sidecar.Routing;
using Yarp.ReverseProxy.Configuration;

namespace Sidecar.Configuration;

/// <summary>
/// Tries routes and clusters on YARP itself, in a container that is thrown away. Every route and cluster is given to a reader of its own,
/// because YARP's reader stops at the first value that it cannot convert. What YARP finds only when it takes a configuration over is tried
/// too: by then the change would be in force for everyone else.
/// </summary>
internal static class YarpCheck
{
    private const string Root = "ReverseProxy:";

    public static void Run(ConfigurationDraft draft)
    {
        var entries = Entries(draft.Root, "Routes").Concat(Entries(draft.Root, "Clusters")).ToList();
        using var services = Container(entries.Select(static entry => (IConfiguration)Alone(Leaves(entry))));
        foreach (var (entry, provider) in entries.Zip(services.GetServices<IProxyConfigProvider>()))
        {
            if (Convert(provider, out var problem) is { } config)
                Validate(config, entry.Path, services, draft.Faults);
            else
                NameLeaves(entry, problem, draft.Faults);
        }
    }

    private static void Validate(IProxyConfig config, string key, IServiceProvider services, FaultList faults)
    {
        var validator = services.GetRequiredService<IConfigValidator>();
        // The validators ask only what is in memory, so this ends at once; nothing here has a context to deadlock with.
        foreach (var route in config.Routes)
        {
            // A route that is refused already fails here for the same reason.
            if (
                Add(validator.ValidateRouteAsync(route).AsTask().GetAwaiter().GetResult()) && RouteTrial.Problem(route, services) is { } why
            )
                faults.Add(key, why);
        }

        foreach (var cluster in config.Clusters)
        {
            Add(validator.ValidateClusterAsync(cluster).AsTask().GetAwaiter().GetResult());
            ActivityTimeout(cluster.HttpRequest?.ActivityTimeout, key, faults);
        }

        bool Add(IList<Exception> errors)
        {
            foreach (var error in errors)
                faults.Add(key, error.Message);
            return errors.Count == 0;
        }
    }

    // YARP takes any, and then no request of the cluster gets an answer.
    private static void ActivityTimeout(TimeSpan? timeout, string key, FaultList faults)
    {
        if (timeout is { } wait && wait <= TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            faults.Add(
                ConfigurationPath.Combine(key, "HttpRequest", "ActivityTimeout"),
                $"'{wait}' cannot be used; allowed is a time above zero such as 00:01:40"
            );
    }

    // Which value it was YARP does not say, so each is tried by itself.
    private static void NameLeaves(IConfigurationSection entry, string problem, FaultList faults)
    {
        var leaves = Leaves(entry).Where(static leaf => leaf.Value is not null).ToList();
        using var services = Container(leaves.Select(static leaf => (IConfiguration)Alone([leaf])));
        var before = faults.Count;
        foreach (var (leaf, provider) in leaves.Zip(services.GetServices<IProxyConfigProvider>()))
        {
            if (Convert(provider, out var why) is null)
                faults.Add(Root + leaf.Key, $"{SettingsReader.Quote(leaf.Value)} cannot be used: {why}");
        }

        if (faults.Count == before)
            faults.Add(entry.Path, problem);
    }

    private static IProxyConfig? Convert(IProxyConfigProvider provider, out string problem)
    {
        try
        {
            problem = "";
            return provider.GetConfig();
        }
        catch (Exception error)
        {
            problem = error.Message;
            return null;
        }
    }

    private static ServiceProvider Container(IEnumerable<IConfiguration> configurations)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var proxy = services.AddSplitProxy();
        foreach (var configuration in configurations)
            proxy.LoadFromConfig(configuration);
        return services.BuildServiceProvider();
    }

    private static IEnumerable<IConfigurationSection> Entries(IConfiguration root, string kind) =>
        root.GetSection(Root + kind).GetChildren();

    // Those that are null too: "Address": null makes a destination, one without an address.
    private static List<KeyValuePair<string, string?>> Leaves(IConfigurationSection entry) =>
        [.. entry.AsEnumerable().Select(static pair => KeyValuePair.Create(pair.Key[Root.Length..], pair.Value))];

    private static IConfigurationRoot Alone(IEnumerable<KeyValuePair<string, string?>> pairs) =>
        new ConfigurationBuilder().AddInMemoryCollection(pairs).Build();
}
