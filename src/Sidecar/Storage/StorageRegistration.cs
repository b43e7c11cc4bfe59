using Microsoft.Extensions.DependencyInjection.Extensions;
using Sidecar.Configuration;
using Sidecar.Storage.Sqlite;

namespace Sidecar.Storage;

/// <summary>Registers the stage.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds <see cref="IRunLog"/>, <see cref="IReportSource"/> and <see cref="ISettingsStore"/> over the file of <see cref="StorageOptions.ConnectionString"/>. Nothing is
    /// opened before the first call; a call that finds the file unusable throws <see cref="StoreException"/>, and the next tries again.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => ActivatorUtilities.CreateInstance<StoreOwner>(provider, ConnectionString(provider)));
        services.TryAddSingleton(static provider => new SqliteDatabase(
            ConnectionString(provider),
            provider.GetRequiredService<StoreOwner>()
        ));
        services.TryAddSingleton<IRunLog, SqliteRunLog>();
        services.TryAddSingleton<IReportSource, SqliteReportSource>();
        services.TryAddSingleton<ISettingsStore, SqliteSettingsStore>();
        services.AddHostedService(static provider => provider.GetRequiredService<StoreOwner>());
        return services;
    }

    private static string ConnectionString(IServiceProvider provider) =>
        provider.GetRequiredService<LiveOptions>().Current.Storage.ConnectionString;
}
