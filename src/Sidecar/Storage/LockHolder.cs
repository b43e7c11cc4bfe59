using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sidecar.Storage;

/// <summary>Who holds a lock, as its file says it: process, machine, since when.</summary>
/// <param name="Process">The process id.</param>
/// <param name="Machine">The machine's name: in a container, the container's.</param>
/// <param name="Since">When the lock was taken, UTC.</param>
internal sealed record LockHolder(int Process, string Machine, string Since)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int MaxLength = 512;

    /// <summary>Whether it is this process.</summary>
    public bool Mine => Process == Environment.ProcessId && Machine == Environment.MachineName;

    /// <summary>Writes that this process holds the lock.</summary>
    public static void Write(FileStream file, TimeProvider time)
    {
        var since = time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture);
        var text = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {Environment.MachineName} {since}\n");
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush();
    }

    /// <summary>Reads who holds it; null where that cannot be told.</summary>
    public static LockHolder? Read(string path)
    {
        try
        {
            using var handle = Open(path);
            if (handle.IsInvalid)
                return null;
            var bytes = new byte[MaxLength];
            var length = RandomAccess.Read(handle, bytes, 0);
            var words = Encoding.UTF8.GetString(bytes, 0, length).Trim().Split(' ');
            return words.Length == 3 && int.TryParse(words[0], CultureInfo.InvariantCulture, out var process)
                ? new LockHolder(process, words[1], words[2])
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            return null;
        }
    }

    // Every way of the framework to open a file asks for a lock, if only a shared one, which is what the holder denies.
    private static SafeFileHandle Open(string path) => new(Open(path, flags: 0), ownsHandle: true);

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
