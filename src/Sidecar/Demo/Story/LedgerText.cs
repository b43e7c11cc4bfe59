using Sidecar.Demo.Reading;

namespace Sidecar.Demo.Story;

/// <summary>The ledger in one line.</summary>
internal static class LedgerText
{
    /// <summary>Such as <c>compared 4392, cut_over 8</c>.</summary>
    public static string Of(MetricsReading metrics)
    {
        var text = string.Join(", ", metrics.Ledger().Select(entry => $"{entry.Key} {entry.Value}"));
        return text.Length == 0 ? "empty" : text;
    }
}
