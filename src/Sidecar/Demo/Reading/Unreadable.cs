using System.Text.Json;

namespace Sidecar.Demo.Reading;

/// <summary>Tells a sidecar that does not answer as it should from a fault of the demo itself.</summary>
internal static class Unreadable
{
    /// <summary>True for what asking the sidecar and reading its answer can throw.</summary>
    public static bool Is(Exception e) =>
        e
            is HttpRequestException
                or OperationCanceledException
                or GuardAnswerException
                or JsonException
                or KeyNotFoundException
                or InvalidOperationException
                or FormatException;
}
