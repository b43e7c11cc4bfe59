using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>Bodies that no memory would hold: they pass, and are neither kept nor mirrored.</summary>
public sealed class HugeBodyTests
{
    private const long Megabyte = 1024 * 1024;
    private const long Gigabyte = 1024 * Megabyte;

    [Fact]
    public async Task Bodies_OfAGigabyteEach_PassWithBoundedMemory()
    {
        await using var v1 = new CountingPlanner();
        await using var v2 = new CountingPlanner();
        await using var bed = await Bed.StartAsync(settings =>
            settings with
            {
                V1 = v1.Address,
                V2 = v2.Address,
                Keys = [("Canary:AllowOverride", true)],
            }
        );
        var before = bed.Sidecar.Memory("VmRSS");

        var answers = await Task.WhenAll(
            SendAsync(bed.Sidecar.Address, "v1", chunked: false),
            SendAsync(bed.Sidecar.Address, "v2", chunked: true)
        );

        Assert.All(answers, static answer => Assert.Equal([200], RawAgent.Statuses(answer)));
        Assert.Equal(Gigabyte, v1.BodyBytes);
        Assert.InRange(v2.BodyBytes, Gigabyte, Gigabyte + (32 * Megabyte));
        Assert.Equal((1, 1), (v1.Requests, v2.Requests));
        Assert.Equal(2, (await bed.Guard.LedgerSettlesAsync(2)).Outcome("body_too_large"));
        Assert.InRange(bed.Sidecar.Memory("VmHWM") - before, 0, 100 * Megabyte);
    }

    [Fact]
    public async Task Bodies_MoreThanTheBudgetAtOneTime_AreNotMirroredBeyondIt()
    {
        const int Agents = 40;
        const int Body = 1_000_000;
        await using var site = await AttackSite.WithAsync(("Shadow:MaxTotalBytes", 8 * Megabyte));
        await site.Bed.PlanAsync();
        var before = site.Bed.Sidecar.Memory("VmRSS");

        // All but the last byte of each: what is captured of them stays captured.
        var agents = await SlowAgent.OpenAsync(
            site.Address,
            Agents,
            $"POST /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {Body}\r\n\r\n{new string('x', Body - 1)}"
        );
        await Patience.UntilAsync(
            () => Task.FromResult(site.V1.Bytes),
            static seen => seen >= Agents * (Body - 1),
            static seen => $"all but the last bytes at v1, which has {seen}"
        );
        var most = site.Bed.Sidecar.Memory("VmHWM");
        await Task.WhenAll(agents.Select(static agent => agent.WriteAsync("x")));
        foreach (var agent in agents)
            Assert.Equal([200], RawAgent.Statuses(await RawAgent.ReadToEndAsync(agent)));

        var metrics = await site.Bed.Guard.LedgerSettlesAsync(Agents + 1);
        // Seven fit, or a few less: arrays come in powers of two.
        Assert.InRange(metrics.Outcome("memory"), Agents - 8, Agents - 2);
        Assert.Equal(Agents + 1, metrics.Outcome("memory") + metrics.Outcome("compared"));
        Assert.InRange(most - before, 0, 100 * Megabyte);
    }

    private static async Task<string> SendAsync(Uri address, string planner, bool chunked)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(address.Authority));
        var framing = chunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Gigabyte}");
        await SendAllAsync(
            socket,
            Encoding.ASCII.GetBytes(
                $"POST /huge HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Planner-Override: {planner}\r\n{framing}\r\n\r\n"
            )
        );
        byte[] megabyte = [.. Enumerable.Repeat((byte)'x', (int)Megabyte)];
        byte[] piece = chunked ? [.. "100000\r\n"u8, .. megabyte, .. "\r\n"u8] : megabyte;
        for (var sent = 0L; sent < Gigabyte; sent += Megabyte)
            await SendAllAsync(socket, piece);
        if (chunked)
            await SendAllAsync(socket, "0\r\n\r\n"u8.ToArray());
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        for (int read; (read = await socket.ReceiveAsync(buffer)) > 0; )
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        return answer.ToString();
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }
}
