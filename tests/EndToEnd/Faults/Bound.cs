namespace EndToEnd.Faults;

/// <summary>Makes the permissions of files bind a sidecar that is started by root, as they bind any other user.</summary>
internal static class Bound
{
    /// <summary>The words ahead of the program.</summary>
    public static IReadOnlyList<string> Launcher { get; } =
        Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : [];

    public const UnixFileMode ReadOnlyFile = UnixFileMode.UserRead;

    public const UnixFileMode ReadOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    public const UnixFileMode File = ReadOnlyFile | UnixFileMode.UserWrite;

    public const UnixFileMode Folder = ReadOnlyFolder | UnixFileMode.UserWrite;
}
