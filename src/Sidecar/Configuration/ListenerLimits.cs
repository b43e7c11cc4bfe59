using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sidecar.Configuration;

/// <summary>
/// Kestrel's own limits, <c>Kestrel:Limits</c>, under ASP.NET's names. Kestrel reads endpoints and certificates out of its section by itself,
/// limits it leaves to the program: left unread, a bound that an operator sets would be none.
/// </summary>
internal static class ListenerLimits
{
    private const string Kestrel = "Kestrel";
    private const string Key = "Kestrel:Limits";
    private const long GiB = 1L << 30;

    private static readonly IReadOnlyList<string> KestrelKeys = ["Endpoints", "EndpointDefaults", "Certificates", "Limits"];

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>
    /// Bodies pass through as they come: of any size, and slow ones too. An agent that streams what its model writes sends some dozen bytes
    /// a second, and pauses. What stays is a bound for silence, the one that an idle connection has.
    /// </summary>
    public static void SetDefaults(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1, gracePeriod: limits.KeepAliveTimeout);
    }

    /// <summary>Lays what is configured over the defaults; without faults, which <see cref="Check"/> has found before.</summary>
    public static void Apply(IConfiguration root, KestrelServerLimits limits)
    {
        SetDefaults(limits);
        Read(new SettingsReader(root.GetSection(Key), new FaultList()), limits);
    }

    /// <summary>Finds what is wrong.</summary>
    public static void Check(ConfigurationDraft draft)
    {
        var limits = new KestrelServerLimits();
        SetDefaults(limits);
        Read(new SettingsReader(draft.Root.GetSection(Key), draft.Faults), limits);
        foreach (var child in draft.Root.GetSection(Kestrel).GetChildren().Select(static child => child.Key))
        {
            if (!KestrelKeys.Contains(child, StringComparer.OrdinalIgnoreCase))
                draft.Warnings.Add($"{Kestrel}:{child} is read by nobody; known keys there: {string.Join(", ", KestrelKeys)}");
        }
    }

    private static void Read(SettingsReader s, KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = s.OptionalLong("MaxConcurrentConnections", limits.MaxConcurrentConnections, 1, 1_000_000);
        limits.MaxConcurrentUpgradedConnections = s.OptionalLong(
            "MaxConcurrentUpgradedConnections",
            limits.MaxConcurrentUpgradedConnections,
            0,
            1_000_000
        );
        limits.MaxRequestBodySize = s.OptionalLong("MaxRequestBodySize", limits.MaxRequestBodySize, 0, 1024 * GiB);
        limits.MaxRequestHeaderCount = s.Int("MaxRequestHeaderCount", limits.MaxRequestHeaderCount, 1, 100_000);
        limits.MaxRequestHeadersTotalSize = s.Int("MaxRequestHeadersTotalSize", limits.MaxRequestHeadersTotalSize, 1, 1 << 20);
        limits.MaxRequestLineSize = s.Int("MaxRequestLineSize", limits.MaxRequestLineSize, 1, 1 << 20);
        // Lines and headers are read out of this buffer: it cannot be the smaller one.
        limits.MaxRequestBufferSize = s.OptionalLong(
            "MaxRequestBufferSize",
            Math.Max(limits.MaxRequestBufferSize!.Value, Math.Max(limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize)),
            Math.Max(limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize),
            GiB
        );
        limits.MaxResponseBufferSize = s.OptionalLong("MaxResponseBufferSize", limits.MaxResponseBufferSize, 0, GiB);
        limits.KeepAliveTimeout = s.Wait("KeepAliveTimeout", limits.KeepAliveTimeout);
        limits.RequestHeadersTimeout = s.Wait("RequestHeadersTimeout", limits.RequestHeadersTimeout);
        limits.MinRequestBodyDataRate = Rate(s.Section("MinRequestBodyDataRate"), limits.MinRequestBodyDataRate!);
        limits.MinResponseDataRate = Rate(s.Section("MinResponseDataRate"), limits.MinResponseDataRate!);
        ReadHttp2(s.Section("Http2"), limits.Http2);
        s.RefuseUnknown();
    }

    private static void ReadHttp2(SettingsReader s, Http2Limits limits)
    {
        limits.MaxStreamsPerConnection = s.Int("MaxStreamsPerConnection", limits.MaxStreamsPerConnection, 1, 100_000);
        limits.HeaderTableSize = s.Int("HeaderTableSize", limits.HeaderTableSize, 0, 1 << 20);
        // The bounds of RFC 9113, section 6.5.2.
        limits.MaxFrameSize = s.Int("MaxFrameSize", limits.MaxFrameSize, 1 << 14, (1 << 24) - 1);
        limits.MaxRequestHeaderFieldSize = s.Int("MaxRequestHeaderFieldSize", limits.MaxRequestHeaderFieldSize, 1, 1 << 20);
        limits.InitialConnectionWindowSize = s.Int(
            "InitialConnectionWindowSize",
            limits.InitialConnectionWindowSize,
            1 << 16,
            int.MaxValue
        );
        limits.InitialStreamWindowSize = s.Int("InitialStreamWindowSize", limits.InitialStreamWindowSize, 1 << 16, int.MaxValue);
        limits.KeepAlivePingDelay = s.Wait("KeepAlivePingDelay", limits.KeepAlivePingDelay);
        limits.KeepAlivePingTimeout = s.Wait("KeepAlivePingTimeout", limits.KeepAlivePingTimeout);
        s.RefuseUnknown();
    }

    private static MinDataRate? Rate(SettingsReader s, MinDataRate fallback)
    {
        var bytes = s.Double("BytesPerSecond", fallback.BytesPerSecond, 0, 1e9);
        // Kestrel looks once a second.
        var grace = s.Wait("GracePeriod", fallback.GracePeriod, aboveSeconds: 1);
        s.RefuseUnknown();
        return bytes > 0 ? new MinDataRate(bytes, grace) : null;
    }

    private static long? OptionalLong(this SettingsReader s, string name, long? fallback, long min, long max) =>
        s.Take(name) is null ? fallback : s.Long(name, fallback ?? min, min, max);

    private static TimeSpan Wait(this SettingsReader s, string name, TimeSpan fallback, int aboveSeconds = 0)
    {
        if (s.Take(name) is not { } text)
            return fallback;
        // A bare number would be days.
        var timed = text.Contains(':', StringComparison.Ordinal);
        if (timed && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var wait))
        {
            if (wait > TimeSpan.FromSeconds(aboveSeconds) && wait <= LongestWait)
                return wait;
        }

        s.Fault(
            name,
            $"{SettingsReader.Quote(text)} cannot be used; allowed is a time such as 00:00:30, above {aboveSeconds} s, at most one day"
        );
        return fallback;
    }
}
