using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sidecar.Cli;
using Sidecar.Tests.Configuration;
using Testing;

namespace Sidecar.Tests.Cli;

public sealed class ReadyProbeTests
{
    [Theory]
    [InlineData(null, "http://127.0.0.1:8000")]
    [InlineData("http://0.0.0.0:1", "http://127.0.0.1:1")]
    [InlineData("http://*:2", "http://127.0.0.1:2")]
    [InlineData("https://+:3", "https://127.0.0.1:3")]
    [InlineData("http://[::]:4", "http://[::1]:4")]
    [InlineData("http://localhost:5", "http://localhost:5")]
    [InlineData("http://sidecar.example:6", "http://127.0.0.1:6")]
    [InlineData("http://10.1.2.3:7", "http://10.1.2.3:7")]
    [InlineData("http://[fe80::1]:8", "http://[fe80::1]:8")]
    public void Of_Urls_AreAskedOnThisMachine(string? urls, string expected)
    {
        using var folder = new TemporaryFolder();

        var address = Assert.Single(ReadyAddresses.Of(Checking.Inputs(folder.File("yarp.json"), urls)));

        Assert.Equal(expected + "/guard/health/ready", address.AbsoluteUri);
    }

    [Fact]
    public void Of_GuardWithAListenerOfItsOwn_AsksThatOne()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("yarp.json", SampleFile.With(""" "Guard": { "Urls": "http://127.0.0.1:9000" } """));

        Assert.Equal(9000, Assert.Single(ReadyAddresses.Of(Checking.Inputs(path, "http://*:1"))).Port);
    }

    [Fact]
    public void Of_SocketFileOrChosenPort_CannotBeAsked()
    {
        using var folder = new TemporaryFolder();

        Assert.Empty(ReadyAddresses.Of(Checking.Inputs(folder.File("yarp.json"), "http://unix:/a.sock;http://127.0.0.1:0")));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(503, false)]
    [InlineData(302, false)]
    public async Task AskAsync_Answer_DecidesByItsStatus(int status, bool ready)
    {
        await using var server = Server(status);
        await server.StartAsync();

        var answer = await ReadyProbe.AskAsync([new Uri(server.Urls.Single() + "/guard/health/ready")], CancellationToken.None);

        Assert.Equal(ready, answer.Ready);
        Assert.DoesNotContain('\n', answer.Sentence);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(503, false)]
    public async Task AskAsync_ListenerForHttp2Alone_IsAskedInHttp2(int status, bool ready)
    {
        await using var server = Server(status, HttpProtocols.Http2);
        await server.StartAsync();

        var answer = await ReadyProbe.AskAsync([new Uri(server.Urls.Single() + "/guard/health/ready")], CancellationToken.None);

        Assert.Equal(ready, answer.Ready);
        Assert.Contains(ready ? "ready: " : "answered 503", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_NobodyListens_IsNotReady()
    {
        await using var server = Server(200);
        await server.StartAsync();
        var address = new Uri(server.Urls.Single());
        await server.StopAsync();

        var answer = await ReadyProbe.AskAsync([address], CancellationToken.None);

        Assert.False(answer.Ready);
        Assert.Contains(address.AbsoluteUri, answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_NoAddress_SaysWhatToDo()
    {
        Assert.Contains("--urls", (await ReadyProbe.AskAsync([], CancellationToken.None)).Sentence, StringComparison.Ordinal);
    }

    private static WebApplication Server(int status, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options => options.ConfigureEndpointDefaults(listen => listen.Protocols = protocols))
            .UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/guard/health/ready" ? status : 404;
            return Task.CompletedTask;
        });
        return app;
    }
}
