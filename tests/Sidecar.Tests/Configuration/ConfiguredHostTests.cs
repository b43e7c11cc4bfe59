using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Metrics;
using Testing;
using Yarp.ReverseProxy.Configuration;

namespace Sidecar.Tests.Configuration;

public sealed class ConfiguredHostTests
{
    [Fact]
    public async Task AddConfiguration_FileChangedBrokenAndDeleted_ProxiesByTheLastGoodOne()
    {
        using var folder = new TemporaryFolder();
        await using var first = await Planner("first");
        await using var second = await Planner("second");
        var applied = new SignallingListener();
        await using var sidecar = Sidecar(folder.Write("yarp.json", To(first)), applied);
        await sidecar.StartAsync();
        using var agent = new HttpClient { BaseAddress = new Uri(sidecar.Urls.Single()) };
        var reload = sidecar.Services.GetRequiredService<ConfigurationReload>();

        Assert.Equal("first", await agent.GetStringAsync("/plan"));

        Consider(To(second));
        await applied.Next;
        Assert.Equal("second", await agent.GetStringAsync("/plan"));

        Consider("{ \"ReverseProxy\": {} }");
        Assert.Equal("second", await agent.GetStringAsync("/plan"));

        File.Delete(folder.File("yarp.json"));
        reload.Consider(YarpJsonReading.Of(folder.File("yarp.json")));
        Assert.Equal("second", await agent.GetStringAsync("/plan"));

        Consider(To(first));
        await applied.Next;
        Assert.Equal("first", await agent.GetStringAsync("/plan"));

        void Consider(string content)
        {
            applied.Arm();
            reload.Consider(YarpJsonReading.Of(folder.Write("yarp.json", content)));
        }
    }

    [Fact]
    public async Task AddConfiguration_RunningHost_TakesAChangeOverByItself()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("yarp.json", SampleFile.Good);
        await using var sidecar = Sidecar(path, new SignallingListener());
        var live = sidecar.Services.GetRequiredService<LiveOptions>();
        var changed = new TaskCompletionSource<SidecarOptions>(TaskCreationOptions.RunContinuationsAsynchronously);
        live.Changed += options => changed.TrySetResult(options);
        await sidecar.StartAsync();

        folder.Write("yarp.json", SampleFile.With(""" "Shadow": { "Percent": 50 } """));

        Assert.Equal(50, (await changed.Task.WaitAsync(TimeSpan.FromSeconds(30))).Shadow.Percent);
    }

    private static WebApplication Sidecar(string path, IConfigChangeListener listener)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<SidecarMetrics>().AddSingleton<HealthState>();
        builder.Services.AddSingleton(listener);
        builder.AddConfiguration(StartedConfiguration.Load(Checking.Inputs(path, "http://127.0.0.1:0")));
        var app = builder.Build();
        app.UseRouting();
        app.MapReverseProxy();
        return app;
    }

    private static async Task<WebApplication> Planner(string answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(answer));
        await app.StartAsync();
        return app;
    }

    private static string To(WebApplication planner) => SampleFile.Replacing("http://127.0.0.1:9101", planner.Urls.Single());

    private sealed class SignallingListener : IConfigChangeListener
    {
        private TaskCompletionSource _applied = new();

        public Task Next => _applied.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void Arm() => _applied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) =>
            _applied.TrySetException(exception);

        public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs) { }

        public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) =>
            _applied.TrySetException(exception);

        public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => _applied.TrySetResult();
    }
}
