using EndToEnd.Harness;

namespace EndToEnd.Attacks;

/// <summary>What an agent writes into the audit log is not as long as what it sends.</summary>
public sealed class RecordFloodTests
{
    [Fact]
    public async Task Run_OfALongMethodAndPath_PassesWholeAndIsRecordedCut()
    {
        await using var site = await AttackSite.StartAsync();
        var method = new string('M', 1_000);
        var path = "/" + new string('p', 6_000);

        var answers = await site.ExchangeAsync($"{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal([200], RawAgent.Statuses(answers));
        Assert.Equal($"{method} {path} HTTP/1.1", (await site.V1.OneAsync("/ppp")).StartLine);
        await AuditFile.HoldsAsync(site.Bed.Sidecar.Folder, 1);
        var request = Assert.Single(await site.Bed.Guard.AllRunsAsync(""))["request"]!;
        Assert.Equal((method[..64] + "…", path[..1024] + "…"), ((string)request["method"]!, (string)request["path"]!));
    }
}
