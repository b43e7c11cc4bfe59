namespace Sidecar.Configuration;

/// <summary>What one look at the file found: its bytes, or why there are none.</summary>
internal sealed record YarpJsonReading
{
    // A file put in its place by mistake must not take the memory that agents are served with.
    private const long MaxBytes = 16 << 20;

    private YarpJsonReading(byte[]? content, string? problem)
    {
        Content = content;
        Problem = problem;
    }

    public byte[]? Content { get; }

    public string? Problem { get; }

    /// <summary>Reads the file. Never throws for what a file system can do.</summary>
    public static YarpJsonReading Of(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
                return new YarpJsonReading(null, $"the file is too large; allowed are {MaxBytes >> 20} MiB");
            return new YarpJsonReading(File.ReadAllBytes(path), null);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new YarpJsonReading(
                null,
                "there is no such file; name another one with --config, or begin with the sample yarp.json in the root of the repository"
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new YarpJsonReading(null, $"the file cannot be read ({error.Message}); allowed is a file that this user may read");
        }
    }

    public bool SameAs(YarpJsonReading other) =>
        Content is null || other.Content is null
            ? Content == other.Content && Problem == other.Problem
            : Content.AsSpan().SequenceEqual(other.Content);
}
