using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shadow.Detection;
using Shadow.Runs;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Metrics;
using Sidecar.Recording;
using Sidecar.Storage;
using Sidecar.Storage.Sqlite;
using Sidecar.Tests.Fakes;
using Testing;

namespace Sidecar.Tests.Recording;

public sealed class RecordingRegistrationTests
{
    [Fact]
    public async Task StopAsync_OfTheHost_LeavesEveryRunInTheFile()
    {
        using var folder = new TemporaryFolder();
        var connectionString = $"Data Source={folder.File("data/sidecar.db")}";
        using (var host = Build(connectionString))
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            var recorder = host.Services.GetRequiredService<IRunRecorder>();
            for (var i = 0; i < 1_234; i++)
                Assert.True(recorder.TryRecord(SampleRuns.Run()));
            await host.StopAsync(TestContext.Current.CancellationToken);
        }

        using var database = new SqliteDatabase(connectionString);
        using var log = new SqliteRunLog(database);
        var first = await log.ReadAsync(new RunQuery { Limit = 1_000 }, default);
        var second = await log.ReadAsync(new RunQuery { Limit = 1_000, Before = first.Next }, default);
        Assert.Equal(1_234, first.Items.Count + second.Items.Count);
    }

    [Fact]
    public async Task StartAsync_StoreUnusable_StartsAndStops()
    {
        using var host = Build("Data Source=:memory:");

        await host.StartAsync(TestContext.Current.CancellationToken);

        var settings = host.Services.GetRequiredService<ISettingsStore>();
        await Assert.ThrowsAsync<StoreException>(() => settings.ReadAsync(default));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IHost Build(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var options = new SidecarOptions { Storage = new StorageOptions { ConnectionString = connectionString } };
        builder.Services.AddSingleton(new LiveOptions(options)).AddSingleton<SidecarMetrics>().AddSingleton<HealthState>();
        builder.Services.AddLogging();
        builder.Services.AddSingleton<RunRegistry>();
        builder.Services.AddSingleton(new EvidenceBook(static () => new Thresholds(), TimeProvider.System, new ThresholdJudge()));
        builder.Services.AddStorage().AddRecording();
        return builder.Build();
    }
}
