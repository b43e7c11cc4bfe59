using System.Security.Cryptography;

namespace Sidecar.Guard;

/// <summary>Which sidecar this is, and for how long: the machine's name and six hex digits of this process.</summary>
internal sealed class InstanceIdentity(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The name, e.g. <c>web-3-5f0c1a</c>.</summary>
    public string Name { get; } = $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>Seconds since the start, to the millisecond.</summary>
    public double UptimeSeconds => Math.Round(time.GetElapsedTime(_start).TotalSeconds, 3);
}
