using EndToEnd.Harness;

namespace EndToEnd.Faults;

/// <summary>Files of the store are deleted while the sidecar runs and agents ask.</summary>
public sealed class DeletedStoreTests
{
    [Fact]
    public Task FileDeleted_ANewOneIsMadeAndHoldsTheSettingsInForce() => AssertAnewAsync(static store => File.Delete(store.File));

    [Fact]
    public Task EveryFileDeleted_ANewOneIsMadeAndHoldsTheSettingsInForce() =>
        AssertAnewAsync(static store =>
        {
            foreach (var file in Directory.GetFiles(store.Folder))
                File.Delete(file);
        });

    [Fact]
    public Task FolderDeleted_ANewOneIsMadeAndHoldsTheSettingsInForce() =>
        AssertAnewAsync(static store => Directory.Delete(store.Folder, recursive: true));

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-wal", "-shm")]
    public async Task FilesBesideDeleted_NothingIsLostOverASigkill(params string[] suffixes)
    {
        await using var store = await BrokenStore.StartAsync();
        var put = await store.Guard.PutAsync("""{"canary_pct":40,"updated_by":"ana"}""");
        Assert.True((bool)put.Json["durable"]!);

        foreach (var suffix in suffixes)
            File.Delete(store.File + suffix);
        await Patience.UntilAsync(
            () => Task.FromResult(suffixes.All(suffix => File.Exists(store.File + suffix))),
            static there => there,
            static _ => "files that are there again"
        );
        await store.MoreAsync(50);
        await store.KillAndRestartAsync();

        var config = (await store.Guard.StatusAsync())["config"]!;
        Assert.Equal((40, "ana"), ((double)config["canary_pct"]!, (string?)config["updated_by"]));
        Assert.Equal((long)put.Json["version"]!, (long)config["version"]!);
        Assert.Empty(await store.Guard.CausesAsync());
    }

    [Fact]
    public async Task AnotherFilePutInItsPlace_TheSettingsInForceStay()
    {
        await using var store = await BrokenStore.StartAsync();
        await store.RestartAsync(() =>
        {
            File.Copy(store.File, store.File + ".backup");
        });
        await store.Guard.PutAsync("""{"kill_switch":true,"updated_by":"ana"}""");
        await store.MoreAsync(50);

        File.Move(store.File + ".backup", store.File, overwrite: true);

        await AssertKilledAfterARestartAsync(store);
    }

    private static async Task AssertAnewAsync(Action<BrokenStore> delete)
    {
        await using var store = await BrokenStore.StartAsync();
        var kill = await store.Guard.PutAsync("""{"kill_switch":true,"updated_by":"ana","reason":"v2 looks wrong"}""");
        Assert.True((bool)kill.Json["durable"]!);

        delete(store);

        await AssertKilledAfterARestartAsync(store);
        await store.AssertMendedAsync(whole: false);
    }

    // The settings in force are in the new file soon, and a process that is killed then finds them there.
    private static async Task AssertKilledAfterARestartAsync(BrokenStore store)
    {
        await Patience.UntilAsync(
            () => store.Guard.TextAsync("/guard/history"),
            static answer => answer.Status == 200 && (string?)answer.Json["items"]!.AsArray().FirstOrDefault()?["updated_by"] == "sidecar",
            static answer => $"the settings in the new store: {answer.Text}"
        );
        Assert.True((bool)(await store.Guard.StatusAsync())["config"]!["durable"]!);
        await store.KillAndRestartAsync();
        var config = (await store.Guard.StatusAsync())["config"]!;
        Assert.Equal((true, "ana"), ((bool)config["kill_switch"]!, (string?)config["updated_by"]));
    }
}
