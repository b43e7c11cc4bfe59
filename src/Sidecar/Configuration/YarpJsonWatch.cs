using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sidecar.Configuration;

/// <summary>
/// Notices that the file holds something else. The folder is watched and not the file, so that a rename over it and Kubernetes' swap of the
/// <c>..data</c> link are seen; where the file system tells nothing (a link to elsewhere, a network mount, no more watches), a look every
/// <see cref="Poll"/> finds it.
/// </summary>
internal sealed class YarpJsonWatch(string path, TimeProvider time, ILogger<YarpJsonWatch> logger)
{
    /// <summary>How often the file is looked at without being told.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <summary>How long the content must stay the same before it counts: editors write in pieces.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);

    // A file that never rests is looked at all the same.
    private const int MaxSettles = 8;

    /// <summary>Every content that differs from the one before, beginning after <paramref name="last"/>, until the token ends it.</summary>
    public async IAsyncEnumerable<YarpJsonReading> ChangesAsync(
        YarpJsonReading last,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // One pending signal is enough, it means "look again"; further ones may be dropped.
        var signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Signal() => signals.Writer.TryWrite(true);
        using var watcher = Watch(Signal);
        // What changed between the reading at the start and the watch would otherwise wait for the first look.
        Signal();
        await using var timer = time.CreateTimer(_ => Signal(), null, Poll, Poll);
        while (await Next(signals.Reader, cancellationToken))
        {
            var reading = YarpJsonReading.Of(path);
            if (reading.SameAs(last))
                continue;
            for (var i = 0; i < MaxSettles; i++)
            {
                await Task.Delay(Settle, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                var again = YarpJsonReading.Of(path);
                var settled = again.SameAs(reading);
                reading = again;
                if (settled || cancellationToken.IsCancellationRequested)
                    break;
            }

            if (cancellationToken.IsCancellationRequested)
                yield break;
            if (reading.SameAs(last))
                continue;
            last = reading;
            yield return reading;
        }
    }

    private static async ValueTask<bool> Next(ChannelReader<bool> signals, CancellationToken cancellationToken)
    {
        try
        {
            return await signals.ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private FileSystemWatcher? Watch(Action signal)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.DirectoryName,
            };
            watcher.Changed += (_, _) => signal();
            watcher.Created += (_, _) => signal();
            watcher.Deleted += (_, _) => signal();
            watcher.Renamed += (_, _) => signal();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error)
            when (error is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            Log.WatchUnavailable(logger, path, Poll.TotalSeconds, error.Message);
            return null;
        }
    }
}
