using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Sidecar.Configuration;
using Sidecar.Guard;
using Sidecar.Metrics;
using Testing;

namespace Sidecar.Tests.Configuration;

public sealed class ConfigurationReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SidecarMetrics _metrics = new();
    private readonly HealthState _health = new();
    private readonly FakeLogger<ConfigurationReload> _log = new();
    private readonly StartedConfiguration _started;
    private readonly IConfigurationRoot _host;
    private readonly LiveOptions _live;
    private readonly ConfigurationReload _reload;
    private int _reloads;

    public ConfigurationReloadTests()
    {
        _started = StartedConfiguration.Load(Checking.Inputs(_folder.Write("yarp.json", SampleFile.Good)));
        _host = new ConfigurationBuilder().Add(_started.Provider).Build();
        _live = new LiveOptions(_started.Checked.Options);
        _reload = new ConfigurationReload(_started, _live, _metrics, _health, _log);
        ChangeToken.OnChange(_host.GetReloadToken, () => _reloads++);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Consider_GoodChange_IsInForceEverywhere()
    {
        Consider(SampleFile.With(""" "Shadow": { "Percent": 50 } """).Replace("9102", "9202", StringComparison.Ordinal));

        Assert.Equal(50, _live.Current.Shadow.Percent);
        Assert.Equal("http://127.0.0.1:9202", _host["ReverseProxy:Clusters:v2:Destinations:a:Address"]);
        Assert.Equal(1, _reloads);
        Assert.True(_health.Healthy);
        Assert.Equal((1, 0), await Counted());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"ReverseProxy\": {")]
    [InlineData("{}")]
    [InlineData(null)]
    public async Task Consider_BrokenFile_LeavesTheLastGoodOne(string? content)
    {
        Consider(content);

        Assert.Equal("http://127.0.0.1:9102", _host["ReverseProxy:Clusters:v2:Destinations:a:Address"]);
        Assert.Equal(0, _reloads);
        Assert.Contains("config_refused", _health.Causes.Keys);
        Assert.Equal((0, 1), await Counted());
    }

    [Fact]
    public void Consider_OneBadValueAmongGoodOnes_RefusesTheWholeAndNamesEachFault()
    {
        Consider(SampleFile.With(""" "Shadow": { "Percent": 50, "MaxConcurrent": 0 }, "Regress": { "MinSample": 0 } """));

        Assert.Equal(100, _live.Current.Shadow.Percent);
        var message = Assert.Single(_log.Messages);
        Assert.Contains("Shadow:MaxConcurrent", message, StringComparison.Ordinal);
        Assert.Contains("Regress:MinSample", message, StringComparison.Ordinal);
        Assert.Contains(_started.Inputs.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Consider_GoodFileAfterABrokenOne_IsHealthyAgain()
    {
        Consider("{");
        Consider(SampleFile.Good);

        Assert.True(_health.Healthy);
    }

    [Fact]
    public void Consider_ListenerThatThrows_StillReachesTheOptions()
    {
        ChangeToken.OnChange(_host.GetReloadToken, static () => throw new InvalidOperationException("a listener"));

        Consider(SampleFile.With(""" "Shadow": { "Percent": 50 } """));

        Assert.Equal(50, _live.Current.Shadow.Percent);
        Assert.Contains(
            _log.Messages,
            static message => message.Contains("listener of the configuration failed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Consider_ChangeThatNeedsARestart_IsNamedAndTheRestIsInForce()
    {
        Consider(
            SampleFile.With(
                """
                "Storage": { "ConnectionString": "Data Source=other.db", "RetentionDays": 7 },
                "Guard": { "TokenFile": "t", "KillFile": "k" },
                "Urls": "http://127.0.0.1:9999"
                """
            )
        );

        Assert.Equal("Data Source=data/sidecar.db", _live.Current.Storage.ConnectionString);
        Assert.Null(_live.Current.Guard.TokenFile);
        Assert.Equal((7, "k"), (_live.Current.Storage.RetentionDays, _live.Current.Guard.KillFile));
        var warning = Assert.Single(_log.Messages, static message => message.Contains("restart", StringComparison.Ordinal));
        Assert.Contains("Storage:ConnectionString, Guard:TokenFile, Urls", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Consider_ChangeThatNeedsNoRestart_NamesNone()
    {
        Consider(SampleFile.With(""" "Shadow": { "Percent": 50 }, "Guard": { "Auth": "token", "Urls": null } """));

        Assert.DoesNotContain(_log.Messages, static message => message.Contains("restart", StringComparison.Ordinal));
    }

    private void Consider(string? content)
    {
        if (content is null)
            File.Delete(_started.Inputs.Path);
        else
            File.WriteAllText(_started.Inputs.Path, content);
        _reload.Consider(YarpJsonReading.Of(_started.Inputs.Path));
    }

    private async Task<(int Applied, int Refused)> Counted()
    {
        using var stream = new MemoryStream();
        await _metrics.Registry.CollectAndExportAsTextAsync(stream, CancellationToken.None);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        return (Count("applied"), Count("refused"));

        int Count(string result) =>
            text.Contains($"planner_config_reload_total{{result=\"{result}\"}} 1", StringComparison.Ordinal) ? 1 : 0;
    }
}
