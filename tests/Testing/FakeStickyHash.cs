using Shadow.Runs;

namespace Testing;

/// <summary>A hash that shows what it was made of.</summary>
public sealed class FakeStickyHash : IStickyHash
{
    /// <inheritdoc/>
    public string Of(string stickyKey) => "hash:" + stickyKey;
}
