using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sidecar.Configuration;
using Testing;

namespace Sidecar.Tests.Configuration;

public sealed class YarpJsonWatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new NoLooks();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));
    private readonly FakeLogger<YarpJsonWatch> _log = new();

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ChangesAsync_FileWritten_IsSeen()
    {
        await using var changes = Watch();
        var next = changes.MoveNextAsync().AsTask();

        _folder.Write("yarp.json", "new");

        Assert.True(await Pumped(next));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_FileRenamedOver_IsSeen()
    {
        await using var changes = Watch();
        var next = changes.MoveNextAsync().AsTask();

        File.Move(_folder.Write("yarp.json.tmp", "new"), _folder.File("yarp.json"), overwrite: true);

        Assert.True(await Pumped(next));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_LinkOfTheFolderSwapped_IsSeen()
    {
        Directory.CreateDirectory(_folder.File("..1"));
        Directory.CreateDirectory(_folder.File("..2"));
        _folder.Write("..1/yarp.json", "old");
        _folder.Write("..2/yarp.json", "new");
        Directory.CreateSymbolicLink(_folder.File("..data"), "..1");
        File.CreateSymbolicLink(_folder.File("yarp.json"), "..data/yarp.json");
        await using var changes = Watch(write: false);
        var next = changes.MoveNextAsync().AsTask();

        Directory.CreateSymbolicLink(_folder.File("..data_tmp"), "..2");
        Directory.Delete(_folder.File("..data"));
        Directory.Move(_folder.File("..data_tmp"), _folder.File("..data"));

        Assert.True(await Pumped(next));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_FileDeletedAndBack_IsSeenTwice()
    {
        await using var changes = Watch();

        var next = changes.MoveNextAsync().AsTask();
        File.Delete(_folder.File("yarp.json"));
        Assert.True(await Pumped(next));
        var missing = Text(changes.Current);
        next = changes.MoveNextAsync().AsTask();
        _folder.Write("yarp.json", "old");

        Assert.Null(missing);
        Assert.True(await Pumped(next));
        Assert.Equal("old", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_FolderThatCannotBeWatched_IsFoundByTheLook()
    {
        var path = _folder.File("later/yarp.json");
        var time = new FakeTimeProvider();
        await using var changes = new YarpJsonWatch(path, time, _log)
            .ChangesAsync(YarpJsonReading.Of(path), _end.Token)
            .GetAsyncEnumerator();
        var next = changes.MoveNextAsync().AsTask();
        Assert.Contains("cannot be watched", Assert.Single(_log.Messages), StringComparison.Ordinal);

        Directory.CreateDirectory(_folder.File("later"));
        _folder.Write("later/yarp.json", "new");

        Assert.True(await Pumped(next, time));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_FileChangedBeforeTheWatchBegan_IsSeenAtOnce()
    {
        await using var changes = Watch();

        _folder.Write("yarp.json", "new");

        Assert.True(await Pumped(changes.MoveNextAsync().AsTask()));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_SameContentWrittenAgain_IsNoChange()
    {
        await using var changes = Watch();
        var next = changes.MoveNextAsync().AsTask();

        _folder.Write("yarp.json", "old");
        for (var i = 0; i < 100; i++)
            _time.Advance(YarpJsonWatch.Settle);
        _folder.Write("yarp.json", "new");

        Assert.True(await Pumped(next));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_FileWrittenInPieces_IsReadWhenItRests()
    {
        await using var changes = Watch();
        var next = changes.MoveNextAsync().AsTask();

        // The clock stands still in between, so the content has not rested when the second piece comes.
        _folder.Write("yarp.json", "ne");
        _folder.Write("yarp.json", "new");

        Assert.True(await Pumped(next));
        Assert.Equal("new", Text(changes.Current));
    }

    [Fact]
    public async Task ChangesAsync_TokenCancelled_Ends()
    {
        await using var changes = Watch();
        var next = changes.MoveNextAsync().AsTask();

        await _end.CancelAsync();

        Assert.False(await next);
    }

    private IAsyncEnumerator<YarpJsonReading> Watch(bool write = true)
    {
        var path = write ? _folder.Write("yarp.json", "old") : _folder.File("yarp.json");
        return new YarpJsonWatch(path, _time, _log).ChangesAsync(YarpJsonReading.Of(path), _end.Token).GetAsyncEnumerator();
    }

    // Moves the clock for as long as the watch waits: its waits begin whenever the file system speaks.
    private async Task<bool> Pumped(Task<bool> next, FakeTimeProvider? time = null)
    {
        while (!next.IsCompleted)
        {
            (time ?? _time).Advance(YarpJsonWatch.Settle);
            await Task.Yield();
        }

        return await next;
    }

    private static string? Text(YarpJsonReading reading) => reading.Content is { } content ? Encoding.UTF8.GetString(content) : null;

    // Without the regular look only the file system's word is left.
    private sealed class NoLooks : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            period == YarpJsonWatch.Poll
                ? base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)
                : base.CreateTimer(callback, state, dueTime, period);
    }
}
