using Sidecar.Guard.Access;

namespace Sidecar.Guard.Routes;

/// <summary>One route of the guard.</summary>
/// <param name="Method">Its method; a GET answers HEAD too.</param>
/// <param name="Path">Its path under /guard.</param>
/// <param name="Need">What it asks of its caller.</param>
/// <param name="Handle">What answers it.</param>
internal sealed record GuardRoute(string Method, string Path, GuardNeed Need, RequestDelegate Handle);
