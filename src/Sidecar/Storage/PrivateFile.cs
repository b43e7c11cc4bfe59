namespace Sidecar.Storage;

/// <summary>Files that hold a secret: readable by their owner alone, whole or not there at all.</summary>
internal static class PrivateFile
{
    /// <summary>Makes a file and its folder; false where it came into being meanwhile, and then it is left as it is.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool TryCreate(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var part = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            using (var stream = new FileStream(part, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            // Named whole or not at all: a crash leaves no empty file, and of two processes that start at once one wins.
            File.Move(part, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
