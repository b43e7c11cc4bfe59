namespace Sidecar.Storage;

/// <summary>
/// A file that is held locked. The kernel frees it with the process, however that ends, so a file that was left behind locks nothing. Not
/// thread-safe.
/// </summary>
internal sealed class StoreLock(TimeProvider time) : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, and what Windows says.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private FileStream? _held;

    /// <summary>Takes the lock, or makes sure that it is still there: its file may have been deleted since.</summary>
    /// <param name="path">The file. It stays when the lock is given back: to delete it would take it from whoever has just opened it.</param>
    /// <param name="holder">Who has it, where another process has; null where that cannot be told.</param>
    /// <returns>False where another process has it.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public bool Take(string path, out LockHolder? holder)
    {
        holder = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            _held?.Dispose();
            _held = file;
            LockHolder.Write(file, time);
            return true;
        }
        catch (IOException fault) when (Taken.Contains(fault.HResult))
        {
            holder = LockHolder.Read(path);
            return _held is not null && holder is { Mine: true };
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose() => _held?.Dispose();
}
