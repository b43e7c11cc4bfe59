using Sidecar.Guard.Access;

namespace Sidecar.Guard.Routes;

/// <summary>GET /guard/openapi.json: the API's description, as it was built in.</summary>
internal sealed class OpenApiRoute
{
    internal const string Resource = "guard/openapi.json";

    private readonly Lazy<byte[]> _document = new(Read);

    /// <summary>The route.</summary>
    public IReadOnlyList<GuardRoute> Routes => [new("GET", "/openapi.json", GuardNeed.Read, GetAsync)];

    private Task GetAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, _document.Value);

    private static byte[] Read()
    {
        using var stream = typeof(OpenApiRoute).Assembly.GetManifestResourceStream(Resource)!;
        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }
}
