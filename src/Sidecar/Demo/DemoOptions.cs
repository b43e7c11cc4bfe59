namespace Sidecar.Demo;

/// <summary>The flags of <c>sidecar demo</c>.</summary>
/// <param name="Once">Ends after the story; the exit code says whether all that it told really held.</param>
/// <param name="Plain">Plain lines even on a terminal.</param>
/// <param name="Port">The loopback port to try first; null: 8000.</param>
internal sealed record DemoOptions(bool Once, bool Plain, int? Port);
