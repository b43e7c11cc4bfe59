using System.Runtime.InteropServices;
using EndToEnd.Harness;
using Testing;

namespace EndToEnd.Faults;

/// <summary>
/// A disk that can be filled: a file system in memory of a bounded size, under the sidecar's data folder. Where the machine does not let the
/// test mount one, as in most containers, the writes are made to fail as on a full one.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const int Size = 64 * Megabyte;
    private const int DetachNow = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly FailingDisk? _instead;

    private SmallDisk(FailingDisk? instead) => _instead = instead;

    private string Mounted => Directory.CreateDirectory(_folder.File("disk")).FullName;

    private string Filler => Path.Combine(Mounted, "filler");

    public static async Task<SmallDisk> MakeAsync()
    {
        var disk = new SmallDisk(null);
        if (Mount("tmpfs", disk.Mounted, "tmpfs", 0, $"size={Size}") == 0)
            return disk;
        disk._folder.Dispose();
        return new SmallDisk(await FailingDisk.BuildAsync());
    }

    /// <summary>The settings of a sidecar whose data folder is on it.</summary>
    public SidecarSettings Under(SidecarSettings settings)
    {
        if (_instead is not null)
            return _instead.Under(settings);
        Directory.CreateSymbolicLink(Path.Combine(settings.Folder!, "data"), Mounted);
        return settings;
    }

    /// <summary>Takes what room is left.</summary>
    public void Fill()
    {
        if (_instead is not null)
        {
            _instead.Fail(FailingDisk.NoSpace);
            return;
        }

        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var (block, least) = (new byte[Megabyte], 512);
        for (var length = block.Length; length >= least; )
        {
            try
            {
                filler.Write(block, 0, length);
            }
            catch (IOException)
            {
                length /= 2;
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free()
    {
        if (_instead is not null)
            _instead.Mend();
        else
            File.Delete(Filler);
    }

    public ValueTask DisposeAsync()
    {
        if (_instead is null && Unmount(Mounted, DetachNow) != 0)
            Assert.Fail($"{Mounted} could not be unmounted");
        _instead?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [DllImport("libc", EntryPoint = "mount")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mount(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string source,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string target,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string type,
        nuint flags,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string data
    );

    [DllImport("libc", EntryPoint = "umount2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmount([MarshalAs(UnmanagedType.LPUTF8Str)] string target, int flags);
}
