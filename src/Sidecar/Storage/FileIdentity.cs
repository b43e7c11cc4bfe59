using System.Runtime.InteropServices;

namespace Sidecar.Storage;

/// <summary>Tells a file from another one that later has its name. The framework has no call for it.</summary>
internal static class FileIdentity
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint InodeNumber = 0x100; // STATX_INO
    private const uint NumberOfLinks = 0x4; // STATX_NLINK

    /// <summary>
    /// The number of the file that has a name now; null where there is none. Where the system does not tell (it is no Linux), 0 for every
    /// file: a file is then only missed while it is not there. A number is given again once its file is deleted and closed, so it tells
    /// files apart as long as the first one is open.
    /// </summary>
    public static ulong? Of(string path)
    {
        if (Read(path, InodeNumber) is { } status)
            return status.Inode;
        return File.Exists(path) ? 0 : null;
    }

    /// <summary>How many names (hard links) the file of a name has; 0 where there is none, or where the system does not tell.</summary>
    public static uint Names(string path) => Read(path, NumberOfLinks)?.Links ?? 0;

    private static FileStatus? Read(string path, uint wanted)
    {
        try
        {
            return Stat(CurrentFolder, path, flags: 0, wanted, out var status) == 0 ? status : null;
        }
        catch (Exception fault) when (fault is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    // Its layout is the same on every processor.
    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(
        int folder,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        int flags,
        uint wanted,
        out FileStatus status
    );

    // struct statx of Linux: 256 bytes, of which two fields are read.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(32)]
        public ulong Inode;
    }
}
