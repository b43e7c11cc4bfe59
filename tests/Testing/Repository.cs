namespace Testing;

/// <summary>The repository that the tests are run from.</summary>
public static class Repository
{
    /// <summary>Its root: the folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The full path of a file or folder in it, named with slashes from the root.</summary>
    public static string Path(string name) => System.IO.Path.Combine([Root, .. name.Split('/')]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "CanarySidecar.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run from within the repository");
        return folder.FullName;
    }
}
