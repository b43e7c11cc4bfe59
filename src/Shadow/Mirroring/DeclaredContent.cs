using Shadow.Capture;

namespace Shadow.Mirroring;

/// <summary>A planner's content, of which as much passes as its head declares. Its headers are those of the content within.</summary>
internal sealed class DeclaredContent : WrappedContent
{
    private readonly long _length;

    public DeclaredContent(HttpContent inner, long length)
        : base(inner)
    {
        _length = length;
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
    }

    /// <inheritdoc/>
    protected override Stream Wrap(Stream body) => new DeclaredStream(body, _length);
}
