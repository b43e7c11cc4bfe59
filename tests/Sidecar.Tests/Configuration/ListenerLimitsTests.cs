using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sidecar.Configuration;
using Testing;

namespace Sidecar.Tests.Configuration;

public sealed class ListenerLimitsTests
{
    [Fact]
    public void Apply_NothingConfigured_LetsBodiesBeLargeAndSlowButNotSilent()
    {
        var limits = Applied("");

        Assert.Null(limits.MaxRequestBodySize);
        Assert.Equal(
            (1, limits.KeepAliveTimeout),
            (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod)
        );
        // Kestrel's own, on which the bounds of headers and idle connections rest.
        Assert.Equal((100, 32_768, 8_192), (limits.MaxRequestHeaderCount, limits.MaxRequestHeadersTotalSize, limits.MaxRequestLineSize));
        Assert.Equal((130, 30), (limits.KeepAliveTimeout.TotalSeconds, limits.RequestHeadersTimeout.TotalSeconds));
        Assert.Equal(240, limits.MinResponseDataRate!.BytesPerSecond);
    }

    [Fact]
    public void Apply_EveryLimit_IsKestrels()
    {
        var limits = Applied(
            """
            "MaxConcurrentConnections": 1000, "MaxConcurrentUpgradedConnections": 0, "MaxRequestBodySize": 5000000,
            "MaxRequestHeaderCount": 50, "MaxRequestHeadersTotalSize": 100000, "MaxRequestLineSize": 16000,
            "MaxRequestBufferSize": 200000, "MaxResponseBufferSize": 1000, "KeepAliveTimeout": "00:01:00",
            "RequestHeadersTimeout": "00:00:10", "MinRequestBodyDataRate": { "BytesPerSecond": 240, "GracePeriod": "00:00:05" },
            "MinResponseDataRate": { "BytesPerSecond": 0 },
            "Http2": { "MaxStreamsPerConnection": 10, "HeaderTableSize": 0, "MaxFrameSize": 32768, "MaxRequestHeaderFieldSize": 1000,
              "InitialConnectionWindowSize": 200000, "InitialStreamWindowSize": 100000, "KeepAlivePingDelay": "00:00:20",
              "KeepAlivePingTimeout": "00:00:05" }
            """
        );

        Assert.Equal(
            (1000, 0, 5_000_000),
            (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections, limits.MaxRequestBodySize)
        );
        Assert.Equal((50, 100_000, 16_000), (limits.MaxRequestHeaderCount, limits.MaxRequestHeadersTotalSize, limits.MaxRequestLineSize));
        Assert.Equal((200_000, 1000), (limits.MaxRequestBufferSize, limits.MaxResponseBufferSize));
        Assert.Equal((60, 10), (limits.KeepAliveTimeout.TotalSeconds, limits.RequestHeadersTimeout.TotalSeconds));
        Assert.Equal((240, 5), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod.TotalSeconds));
        Assert.Null(limits.MinResponseDataRate);
        Assert.Equal(
            (10, 0, 32_768, 1000),
            (
                limits.Http2.MaxStreamsPerConnection,
                limits.Http2.HeaderTableSize,
                limits.Http2.MaxFrameSize,
                limits.Http2.MaxRequestHeaderFieldSize
            )
        );
        Assert.Equal((200_000, 100_000), (limits.Http2.InitialConnectionWindowSize, limits.Http2.InitialStreamWindowSize));
        Assert.Equal((20, 5), (limits.Http2.KeepAlivePingDelay.TotalSeconds, limits.Http2.KeepAlivePingTimeout.TotalSeconds));
    }

    [Fact]
    public void Apply_HeadersAboveTheBuffer_RaiseTheBuffer() =>
        Assert.Equal(1_048_576, Applied(""" "MaxRequestHeadersTotalSize": 1048576, "MaxRequestLineSize": 1048576 """).MaxRequestBufferSize);

    [Theory]
    [InlineData(""" "MaxConcurrentConection": 5 """, "MaxConcurrentConection")]
    [InlineData(""" "MaxConcurrentConnections": 0 """, "MaxConcurrentConnections")]
    [InlineData(""" "MaxRequestHeaderCount": "many" """, "MaxRequestHeaderCount")]
    [InlineData(""" "MaxRequestBufferSize": 1000 """, "MaxRequestBufferSize")]
    [InlineData(""" "KeepAliveTimeout": "30" """, "KeepAliveTimeout")]
    [InlineData(""" "KeepAliveTimeout": "-00:00:01" """, "KeepAliveTimeout")]
    [InlineData(""" "RequestHeadersTimeout": "2.00:00:00" """, "RequestHeadersTimeout")]
    [InlineData(""" "MinRequestBodyDataRate": 5 """, "MinRequestBodyDataRate")]
    [InlineData(""" "MinRequestBodyDataRate": { "GracePeriod": "00:00:01" } """, "MinRequestBodyDataRate:GracePeriod")]
    [InlineData(""" "Http2": { "MaxFrameSize": 1000 } """, "Http2:MaxFrameSize")]
    [InlineData(""" "Http2": { "MaxStreams": 1 } """, "Http2:MaxStreams")]
    public void Check_UnusableLimit_IsAFaultOfItsKey(string limits, string key) =>
        Assert.Equal("Kestrel:Limits:" + key, Checking.Check(File(limits)).Fault().Key);

    [Fact]
    public void Check_UnknownKeyBesideTheLimits_IsAWarning()
    {
        var verdict = Checking.Check(SampleFile.With(""" "Kestrel": { "Limit": { "MaxConcurrentConnections": 5 }, "Limits": {} } """));

        Assert.Contains("Kestrel:Limit is read by nobody", Assert.Single(verdict.Checked!.Warnings), StringComparison.Ordinal);
    }

    private static KestrelServerLimits Applied(string limits)
    {
        using var folder = new TemporaryFolder();
        var draft = Checking.Draft(Checking.Inputs(folder.Write("yarp.json", File(limits))));
        Assert.Empty(Checking.Check(File(limits)).Faults);
        var applied = new KestrelServerOptions().Limits;
        ListenerLimits.Apply(draft.Root, applied);
        return applied;
    }

    private static string File(string limits) => SampleFile.With($$""" "Kestrel": { "Limits": { {{limits}} } } """);
}
